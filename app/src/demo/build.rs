//! Builds the demo's database, one step after the other, through the same doors as a real city's data.
use db::Db;
use gate::{App, Passwords};
use indicatif::{ProgressBar, ProgressStyle};
use people::Source;
use plan::{Adoption, adopted::PlanId};
use web::Text;

use super::{city::City, clock::Hands, learning, personas::Part, plan_years, sign_ins};
use crate::{
    city,
    cli::sha256,
    speech::Speech,
    trouble::{Exit, Result, Trouble},
};

/// The city's name, as every page shows it.
pub(crate) const NAME: &str = "汐見市";

/// The steps, in their order: the key of what each is called on the bar.
const STEPS: [&str; 10] = [
    "app-demo-step-city",
    "app-demo-step-units",
    "app-demo-step-staff",
    "app-demo-step-posts",
    "app-demo-step-sign-ins",
    "app-demo-step-plan",
    "app-demo-step-years",
    "app-demo-step-courses",
    "app-demo-step-ledger",
    "app-demo-step-done",
];

/// Fills an empty, migrated database with the fictional city of so many staff.
pub(crate) async fn build(app: &App, staff: usize, clock: &Hands, speech: &Speech) -> Result<()> {
    let steps = Steps::begin(speech);
    let city = tokio::task::spawn_blocking(move || {
        City::generate(super::city::DEMO_SEED).with_staff(staff)
    })
    .await
    .map_err(|cause| Trouble::fault(Text::new("app-fault"), cause))?;
    found(&app.db).await?;
    steps.next();
    bring(app, "units.csv", city.units_csv()).await?;
    steps.next();
    bring(app, "staff.csv", city.staff_csv()).await?;
    steps.next();
    bring(app, "assignments.csv", city.assignments_csv()).await?;
    steps.next();
    add_sign_ins(&app.db, &app.passwords, &city).await?;
    steps.next();
    clock.set(plan_years::nine_oclock(plan_years::ADOPTED_ON));
    let plan = adopt_plan(app).await?;
    steps.next();
    plan_years::enter(app, &city, &plan, clock).await?;
    steps.next();
    learning::enter(app, super::city::DEMO_SEED).await?;
    steps.next();
    ledger::seal_now(&app.db).await?;
    app.db.optimize().await?;
    steps.end();
    Ok(())
}

async fn found(db: &Db) -> Result<()> {
    db.write(async |tx| city::City::found(tx, NAME, true).await)
        .await?;
    Ok(())
}

/// One of the clerk's files, through the import that every city uses.
async fn bring(app: &App, name: &str, text: String) -> Result<()> {
    let source = Source::Bytes {
        name: name.to_owned(),
        bytes: text.into_bytes().into(),
    };
    let report = people::import_file(&app.db, app.walls(), app.now(), &source, false, None).await?;
    match report.findings.iter().find(|it| !it.is_warning()) {
        None => Ok(()),
        Some(first) => Err(Trouble {
            exit: Exit::Fault,
            text: Text::new("app-fault"),
            cause: Some(format!("{name}, row {}: {:?}", first.row, first.fault)),
        }),
    }
}

async fn add_sign_ins(db: &Db, passwords: &Passwords, city: &City) -> Result<()> {
    let hash = passwords.hash(sign_ins::PASSWORD.to_owned()).await;
    db.write(async |tx| sign_ins::add(tx, city, &hash).await)
        .await?;
    Ok(())
}

/// The city's plan, read from the text file that the city has it in.
async fn adopt_plan(app: &App) -> Result<PlanId> {
    const FILE: &str = "plan.txt";
    let bytes = super::PLAN.as_bytes();
    let plan = plan::import_dry_run(bytes, FILE).map_err(web::Error::from)?;
    let digest = sha256(bytes);
    let now = app.now();
    let id = app
        .db
        .write(async |tx| {
            let office = sign_ins::staff_of(tx, Part::PlanOffice).await?;
            let adoption = Adoption {
                source: plan::Source {
                    file_name: FILE,
                    digest: &digest,
                },
                may_leave_owners_open: false,
                who: &office,
                now,
                entry: ledger::Entry::change(now, ledger::Actor::system(), "plan.adopt"),
            };
            plan::adopt_imported(tx, &plan, adoption).await
        })
        .await?;
    Ok(id)
}

/// A bar on standard error, where that is a terminal.
struct Steps<'a> {
    bar: ProgressBar,
    speech: &'a Speech,
}

impl<'a> Steps<'a> {
    fn begin(speech: &'a Speech) -> Self {
        let style = ProgressStyle::with_template("{bar:24} {pos}/{len} {msg} ({elapsed})")
            .expect("the template is a template");
        let bar = ProgressBar::new(STEPS.len() as u64 - 1).with_style(style);
        bar.set_message(speech.t(STEPS[0]));
        bar.enable_steady_tick(std::time::Duration::from_millis(200));
        Self { bar, speech }
    }

    fn next(&self) {
        self.bar.inc(1);
        let place = usize::try_from(self.bar.position()).unwrap_or(usize::MAX);
        if let Some(key) = STEPS.get(place) {
            self.bar.set_message(self.speech.t(key));
        }
    }

    fn end(&self) {
        self.next();
        self.bar.finish();
    }
}
