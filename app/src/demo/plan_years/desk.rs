//! The plan office's desk: what it enters about the measures, through the same pages as a city's.
use base::{Date, FiscalYear};
use gate::App;
use plan::adopted::{self, Listing, Measure, Plan, PlanId};

use super::{ADOPTED_ON, measure_called, missing, nine_oclock};
use crate::{
    capabilities,
    demo::{
        clock::Hands,
        hand::Hand,
        personas::Part,
        work::{self, MeasureWork, Reading, RevisedTarget},
        years::{PlanYear, Revision},
    },
    trouble::Result,
};

/// Indicators and tasks are as they were added: nobody changed them in between.
const FIRST_VERSION: &str = "1";

pub(super) struct Desk<'a> {
    app: &'a App,
    clock: &'a Hands,
    plan: Plan,
    work: Vec<MeasureWork>,
    office: Hand,
    today: Date,
    /// What happened until this day has been entered.
    entered_until: Date,
    /// Id and last day of each task that will be done.
    tasks: Vec<(String, Date)>,
    indicators: Vec<Known>,
    remarks: Vec<Unanswered>,
}

/// An indicator that was entered.
struct Known {
    id: String,
    /// Places in the work and in its indicators.
    measure: usize,
    indicator: usize,
}

/// A remark that waits for the day of its answer.
struct Unanswered {
    id: String,
    answered_on: Date,
    answer: String,
}

impl<'a> Desk<'a> {
    /// On the morning on which the plan was adopted.
    pub(super) async fn open(app: &'a App, plan: &PlanId, clock: &'a Hands) -> Result<Self> {
        clock.set(nine_oclock(ADOPTED_ON));
        Ok(Self {
            app,
            clock,
            plan: app
                .db
                .read(async |tx| adopted::plan(tx, plan).await)
                .await?,
            work: work::work(),
            office: sign_in(app).await?,
            today: ADOPTED_ON,
            entered_until: ADOPTED_ON,
            tasks: Vec::new(),
            indicators: Vec::new(),
            remarks: Vec::new(),
        })
    }

    pub(super) fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Another morning: yesterday's session has ended.
    pub(super) async fn turn_to(&mut self, day: Date) -> Result<()> {
        self.clock.set(nine_oclock(day));
        self.today = day;
        self.office = sign_in(self.app).await?;
        Ok(())
    }

    /// Lets time pass; what happened is entered at the end of each quarter, and on the last day.
    pub(super) async fn carry_out_until(&mut self, day: Date) -> Result<()> {
        while self.entered_until < day {
            let next = end_of_quarter(self.entered_until.max(self.today)).min(day);
            self.turn_to(next).await?;
            self.enter_what_happened().await?;
        }
        Ok(())
    }

    /// 工程, at the beginning of the year.
    pub(super) async fn plan_tasks(&mut self, year: &PlanYear) -> Result<()> {
        let fiscal_year = year.fiscal_year.to_string();
        for measure in &year.measures {
            let path = format!("/plan/measures/{}/tasks", self.measure(&measure.name)?.id);
            for task in &measure.tasks {
                let (form_id, due_on) = (base::fresh_id(), task.by.to_string());
                let fields = [
                    ("form_id", form_id.as_str()),
                    ("year", &fiscal_year),
                    ("what", &task.what),
                    ("who", &task.who),
                    ("due_on", &due_on),
                ];
                self.office.send(&path, &fields).await?;
                self.tasks.extend(task.done.map(|done| (form_id, done)));
            }
        }
        Ok(())
    }

    pub(super) async fn define_indicators(&mut self) -> Result<()> {
        for (measure, work) in self.work.iter().enumerate() {
            let path = format!("/plan/measures/{}/indicators", self.measure(&work.name)?.id);
            for indicator in 0..work.indicators.len() {
                let id = base::fresh_id();
                let known = Known {
                    id: id.clone(),
                    measure,
                    indicator,
                };
                let mut fields = self.said_of(&known);
                fields.push(("form_id".to_owned(), id));
                self.send(&path, &fields).await?;
                self.indicators.push(known);
            }
        }
        Ok(())
    }

    /// The fields of an indicator's form.
    fn said_of(&self, known: &Known) -> Vec<(String, String)> {
        let indicator = &self.work[known.measure].indicators[known.indicator];
        let source = indicator.source.as_deref().unwrap_or("typed");
        let mut fields: Vec<(String, String)> = [
            ("name", indicator.name.clone()),
            ("definition", indicator.definition.clone()),
            ("source", source.to_owned()),
            ("unit", indicator.unit.clone()),
            ("decimals", indicator.decimals.to_string()),
            ("base", indicator.base.clone()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into();
        let targets = self.plan.period.iter().zip(&indicator.targets);
        fields.extend(targets.map(|(year, it)| (target_name(year.year()), it.clone())));
        fields
    }

    /// 実績値: what people type, then what the program computes.
    pub(super) async fn read_figures(&self, year: FiscalYear) -> Result<()> {
        let place = self.plan.period.iter().take_while(|it| *it < year).count();
        let as_of = year.last_day().min(self.today).to_string();
        for known in &self.indicators {
            let indicator = &self.work[known.measure].indicators[known.indicator];
            let (value, missing) = match indicator.readings.get(place) {
                Some(Reading::Figure(it)) => (it.as_str(), ""),
                Some(Reading::Missing { missing }) => ("", missing.as_str()),
                None => continue,
            };
            let fields = [
                ("version", "0"),
                ("value", value),
                ("missing", missing),
                ("as_of", &as_of),
            ];
            let path = format!("/plan/indicators/{}/readings/{}", known.id, year.year());
            self.office.send(&path, &fields).await?;
        }
        for work in &self.work {
            if work.indicators.iter().any(|it| it.source.is_some()) {
                let path = format!("/plan/measures/{}/readings", self.measure(&work.name)?.id);
                let year = year.year().to_string();
                self.office.send(&path, &[("year", &year)]).await?;
            }
        }
        Ok(())
    }

    /// What the year's check changed in the plan: its contents, and the goals of its indicators.
    pub(super) async fn revise(&self, year: &PlanYear) -> Result<()> {
        for measure in &year.measures {
            for revision in &measure.revisions {
                self.reword(self.measure(&measure.name)?, revision).await?;
            }
        }
        for known in &self.indicators {
            let work = &self.work[known.measure];
            let name = &work.indicators[known.indicator].name;
            match &work.revised_target {
                Some(it) if it.indicator == *name => self.retarget(known, it).await?,
                _ => {}
            }
        }
        Ok(())
    }

    async fn reword(&self, measure: &Measure, revision: &Revision) -> Result<()> {
        let listing = self.listing_of(measure)?;
        let purposes: Vec<&str> = listing.purposes.iter().map(|it| it.text.as_str()).collect();
        let path = format!("/plan/listings/{}", listing.id);
        let mut fields = vec![
            ("purposes".to_owned(), purposes.join("\n")),
            ("reason".to_owned(), revision.reason.clone()),
            ("seen".to_owned(), self.office.hidden(&path, "seen").await?),
        ];
        let mut is_found = false;
        for (number, content) in (1..).zip(&listing.contents) {
            let is_it = content.text == revision.before;
            let text = if is_it {
                &revision.after
            } else {
                &content.text
            };
            is_found |= is_it;
            fields.push((format!("content-{number}"), text.clone()));
            if content.is_study {
                fields.push((format!("study-{number}"), "yes".to_owned()));
            }
        }
        if !is_found {
            return Err(missing(&revision.before).into());
        }
        self.send(&path, &fields).await
    }

    async fn retarget(&self, known: &Known, revised: &RevisedTarget) -> Result<()> {
        let mut fields = self.said_of(known);
        fields.retain(|it| it.0 != target_name(revised.year));
        fields.push((target_name(revised.year), revised.to.clone()));
        fields.push(("reason".to_owned(), revised.reason.clone()));
        fields.push(("version".to_owned(), FIRST_VERSION.to_owned()));
        self.send(&format!("/plan/indicators/{}", known.id), &fields)
            .await
    }

    pub(super) async fn freeze(&self, year: FiscalYear) -> Result<()> {
        let path = format!("/plan/editions/{}/freezing", year.year());
        let as_of = year.last_day().to_string();
        self.office.send(&path, &[("as_of", &as_of)]).await?;
        Ok(())
    }

    pub(super) async fn publish(&self, year: FiscalYear) -> Result<()> {
        let path = format!("/plan/editions/{}/publication", year.year());
        self.office.send(&path, &[]).await?;
        Ok(())
    }

    /// Unfinished tasks go on in the next year where the work says so.
    pub(super) async fn carry_over(&self, year: FiscalYear) -> Result<()> {
        let year = year.year().to_string();
        for work in self.work.iter().filter(|it| it.carries_over) {
            let id = &self.measure(&work.name)?.id;
            let path = format!("/plan/measures/{id}/tasks/carry-over");
            self.office.send(&path, &[("year", &year)]).await?;
        }
        Ok(())
    }

    /// Tasks that came into a year whose check was open already.
    pub(super) async fn add_forgotten_tasks(&self) -> Result<()> {
        for work in &self.work {
            let Some(task) = &work.added_task else {
                continue;
            };
            let fields = [
                ("form_id", base::fresh_id()),
                ("year", task.year.to_string()),
                ("what", task.what.clone()),
                ("who", task.who.clone()),
                ("due_on", task.by.to_string()),
                ("reason", task.reason.clone()),
            ];
            let path = format!("/plan/measures/{}/tasks", self.measure(&work.name)?.id);
            self.send(&path, &fields).await?;
        }
        Ok(())
    }

    /// Tasks done, activities, steps of studies, remarks and answers since the desk was last seen to.
    async fn enter_what_happened(&mut self) -> Result<()> {
        let (since, today) = (self.entered_until, self.today);
        // The adoption's own day counts to the first quarter.
        let is_new =
            |day: Date| day <= today && (since < day || (since == ADOPTED_ON && day == since));
        for (id, done) in self.tasks.iter().filter(|it| is_new(it.1)) {
            let done_on = done.to_string();
            let fields = [("version", FIRST_VERSION), ("done_on", done_on.as_str())];
            let path = format!("/plan/tasks/{id}/done");
            self.office.send(&path, &fields).await?;
        }
        let mut remarks = Vec::new();
        for work in &self.work {
            let path = format!("/plan/measures/{}", self.measure(&work.name)?.id);
            for it in work.activities.iter().filter(|it| is_new(it.on)) {
                let people = it.people.map(|it| it.to_string());
                let fields = [
                    ("form_id", base::fresh_id()),
                    ("happened_on", it.on.to_string()),
                    ("title", it.title.clone()),
                    ("people", people.unwrap_or_default()),
                    ("note", it.note.clone()),
                ];
                self.send(&format!("{path}/activities"), &fields).await?;
            }
            for it in work.study.iter().filter(|it| is_new(it.on)) {
                let fields = [
                    ("form_id", base::fresh_id()),
                    ("stage", it.stage.clone()),
                    ("text", it.text.clone()),
                    ("decided_on", it.on.to_string()),
                ];
                self.send(&format!("{path}/study"), &fields).await?;
            }
            for it in work.remarks.iter().filter(|it| is_new(it.on)) {
                let id = base::fresh_id();
                let fields = [("form_id", id.clone()), ("text", it.text.clone())];
                self.send(&format!("{path}/remarks"), &fields).await?;
                remarks.extend(it.answered_on.map(|answered_on| Unanswered {
                    id,
                    answered_on,
                    answer: it.answer.clone(),
                }));
            }
        }
        self.remarks.append(&mut remarks);
        for it in self.remarks.iter().filter(|it| is_new(it.answered_on)) {
            let path = format!("/plan/remarks/{}", it.id);
            self.office.send(&path, &[("answer", &it.answer)]).await?;
        }
        self.entered_until = today;
        Ok(())
    }

    async fn send(&self, path: &str, fields: &[(impl AsRef<str>, String)]) -> Result<()> {
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_ref(), value.as_str()))
            .collect();
        self.office.send(path, &fields).await?;
        Ok(())
    }

    fn measure(&self, name: &str) -> web::Result<&Measure> {
        measure_called(&self.plan, name)
    }

    /// Where the plan lists the measure first.
    fn listing_of(&self, measure: &Measure) -> web::Result<&Listing> {
        let directions = self.plan.fields.iter().flat_map(|it| &it.directions);
        directions
            .flat_map(|it| &it.listings)
            .find(|it| it.measure == measure.id && !it.is_repeat)
            .ok_or_else(|| missing(&measure.name))
    }
}

async fn sign_in(app: &App) -> Result<Hand> {
    Hand::of(gate::router(app, capabilities::ALL), Part::PlanOffice).await
}

fn target_name(year: i16) -> String {
    format!("target-{year}")
}

/// The last day of the quarter in which the day after `day` lies.
fn end_of_quarter(day: Date) -> Date {
    let next = day.tomorrow().expect("the demo's years have a tomorrow");
    let last = (next.month() + 2) / 3 * 3;
    base::date(next.year(), last, 1).last_of_month()
}

#[cfg(test)]
mod tests {
    use base::date;

    use super::*;

    #[test]
    fn a_quarter_ends_on_its_last_day_and_the_next_begins_right_after() {
        assert_eq!(end_of_quarter(date(2024, 4, 1)), date(2024, 6, 30));
        assert_eq!(end_of_quarter(date(2024, 6, 29)), date(2024, 6, 30));
        assert_eq!(end_of_quarter(date(2024, 6, 30)), date(2024, 9, 30));
        assert_eq!(end_of_quarter(date(2024, 12, 31)), date(2025, 3, 31));
    }
}
