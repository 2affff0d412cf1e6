//! CPU time of a request through the whole router: the sign-in page, the home page, a refused page and a page of one's own, on SQLite
//! in memory. `cargo bench -p gate --bench request`
//!
//! CPU time of the process, not of the clock on the wall, so that other work on the machine does not count.
use std::{fs, hint::black_box};

use axum::{
    Router,
    body::Body,
    http::{Request, header},
};
use base::{FAR_FUTURE, StaffId, UnitCode};
use db::Db;
use gate::{
    App, Capability, Effort, Grant, GrantId, NavEntry, Role, Settings, Source,
    rules::AccountTimes,
    store::{self, Account},
};
use http_body_util::BodyExt;
use tower::ServiceExt;

const REQUESTS: u32 = 20_000;
const PASSWORD: &str = "a password for the bench";

/// As much navigation as a city with many capabilities has.
const MORE: Capability = Capability {
    name: "more",
    routes: Vec::new,
    migrations: &[],
    words: web::Words { ja: "", en: "" },
    policies: r#"
        permit (principal == Role::"head", action == Action::"more.list", resource == Relation::"unit");
    "#,
    roles: &[],
    walls: &[],
    nav: &[NavEntry {
        href: "/more",
        label_key: "gate-home",
        action: gate::Action("more.list"),
        place: 50,
    }; 12],
    tasks: None,
    register: None,
};

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime starts");
    runtime.block_on(run());
}

async fn run() {
    let capabilities = [&gate::CAPABILITY, &MORE];
    let db = Db::scratch().await.expect("a database opens");
    db.migrate(&gate::migrations(&capabilities))
        .await
        .expect("the migrations run");
    let settings = Settings {
        password_effort: Effort::Token,
        ..Settings::default()
    };
    let now = "2026-04-01T00:00:00Z".parse().expect("a moment");
    let app = App::new(db, move || now, settings, &capabilities).expect("the policies are Cedar");
    let router = gate::router(&app, &capabilities);
    add_person(&app).await;
    let cookie = sign_in(&router).await;

    println!("CPU a request, mean of {REQUESTS}");
    for (name, path, cookie) in [
        ("sign-in page", "/sign-in", ""),
        ("home page, signed in", "/", cookie.as_str()),
        ("own account", "/account", &cookie),
        ("not theirs", "/ledger", &cookie),
    ] {
        let size = ask(&router, path, cookie).await;
        for _ in 0..REQUESTS / 10 {
            ask(&router, path, cookie).await;
        }
        let before = cpu_ticks();
        for _ in 0..REQUESTS {
            ask(&router, path, cookie).await;
        }
        // A tick is a hundredth of a second.
        let micros = (cpu_ticks() - before) * 10_000 / u64::from(REQUESTS);
        println!("{name:<22} {micros:>5} µs  {size:>6} bytes");
    }
}

/// A section head with three grants.
async fn add_person(app: &App) {
    let staff = StaffId("hanako".to_owned());
    let hash = app.passwords.hash(PASSWORD.to_owned()).await;
    let today = app.today();
    app.db
        .write(async |tx| {
            let account = Account {
                staff: staff.clone(),
                number: "0000001".to_owned(),
                name: "汐見 花子".to_owned(),
                times: AccountTimes {
                    starts_on: today,
                    ends_on: FAR_FUTURE,
                    is_disabled: false,
                },
            };
            store::keep_account(tx, &account).await?;
            store::set_password_hash(tx, &staff, &hash).await?;
            for unit in ["0100", "0200", "0300"] {
                let grant = Grant {
                    id: GrantId::fresh(),
                    staff: staff.clone(),
                    role: Role::HEAD,
                    unit: Some(UnitCode(unit.to_owned())),
                    starts_on: today,
                    ends_on: FAR_FUTURE,
                    source: Source::Post,
                    deputy_for: None,
                };
                store::add_grant(tx, &grant).await?;
            }
            web::Result::Ok(())
        })
        .await
        .expect("a person is stored");
}

async fn sign_in(router: &Router) -> String {
    let form = format!("number=1&password={}", PASSWORD.replace(' ', "+"));
    let request = Request::post("/sign-in")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form))
        .expect("a request");
    let Ok(response) = router.clone().oneshot(request).await;
    let cookie = response
        .headers()
        .get(header::SET_COOKIE)
        .expect("the password is right")
        .to_str()
        .expect("cookies are ASCII");
    cookie.split(';').next().unwrap_or_default().to_owned()
}

/// The size of the page that came.
async fn ask(router: &Router, path: &str, cookie: &str) -> usize {
    let request = Request::get(path)
        .header(header::COOKIE, cookie)
        .body(Body::empty())
        .expect("a request");
    let Ok(response) = router.clone().oneshot(request).await;
    let body = response.into_body().collect().await;
    black_box(body.expect("the page arrives").to_bytes()).len()
}

/// User and system time of this process, as Linux counts it.
fn cpu_ticks() -> u64 {
    let stat = fs::read_to_string("/proc/self/stat").expect("Linux tells the time of a process");
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let mut fields = after_name.split_whitespace().skip(11);
    let mut next = || -> u64 {
        fields
            .next()
            .and_then(|it| it.parse().ok())
            .expect("fields 14 and 15 are numbers")
    };
    next() + next()
}
