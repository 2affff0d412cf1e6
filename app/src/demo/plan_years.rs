//! The plan's three years in the demo: the first finished and published, the second in the middle of its check, the third under way.
use std::collections::HashMap;

use base::{Date, FiscalYear, Instant, StaffId, UnitCode, date};
use db::Tx;
use gate::App;
use plan::{
    adopted::{self, Measure, OwnerId, Plan, PlanId, Standing},
    check::{self, Answered, EnteredCheck, EnteredQuestion, Outcome, State, Words},
};

use super::{
    city::{City, DEMO_DAY},
    clock::Hands,
    hand::Hand,
    personas::Part,
    sign_ins,
    years::{self, Achievement, Findings, MeasureYear, PlanYear, Progress, SheetState},
};
use crate::{capabilities, trouble::Result};

/// The days of one year's check.
struct Calendar {
    opened_on: Date,
    draft_due_on: Date,
    review_due_on: Date,
    written_on: Date,
    consolidated_on: Date,
}

/// The check of the first year, right after it; that of the second, which is late, on the demo's day.
fn calendar(year: FiscalYear) -> Option<Calendar> {
    match year {
        FiscalYear(2024) => Some(Calendar {
            opened_on: date(2025, 4, 1),
            draft_due_on: date(2025, 4, 25),
            review_due_on: date(2025, 5, 9),
            written_on: date(2025, 4, 21),
            consolidated_on: date(2025, 5, 19),
        }),
        FiscalYear(2025) => Some(Calendar {
            opened_on: date(2026, 11, 2),
            draft_due_on: date(2026, 11, 30),
            review_due_on: date(2026, 12, 11),
            written_on: date(2026, 11, 16),
            consolidated_on: date(2026, 11, 20),
        }),
        _ => None,
    }
}

pub(super) const ADOPTED_ON: Date = date(2024, 4, 1);
const FROZEN_ON: Date = date(2025, 6, 2);
const PUBLISHED_ON: Date = date(2025, 6, 9);

/// Enters the years' tasks and checks, then freezes and publishes the first year.
pub(crate) async fn enter(app: &App, city: &City, plan: &PlanId, clock: &Hands) -> Result<()> {
    for year in years::years() {
        let opened_on = calendar(year.fiscal_year).map_or(DEMO_DAY, |it| it.opened_on);
        let planned_on = opened_on.min(year.fiscal_year.first_day());
        clock.set(nine_oclock(planned_on));
        plan_tasks(app, plan, &year).await?;
        if let Some(days) = calendar(year.fiscal_year) {
            clock.set(nine_oclock(days.opened_on));
            enter_check(app, city, plan, &year, &days).await?;
        }
        if year.fiscal_year == FiscalYear(2024) {
            publish(app, clock).await?;
        }
    }
    clock.set(nine_oclock(DEMO_DAY));
    Ok(())
}

async fn plan_of(app: &App, id: &PlanId) -> Result<Plan> {
    Ok(app.db.read(async |tx| adopted::plan(tx, id).await).await?)
}

/// 工程, as the plan office enters them at the beginning of the year; those of a finished year were done in time.
async fn plan_tasks(app: &App, plan: &PlanId, year: &PlanYear) -> Result<()> {
    let plan = plan_of(app, plan).await?;
    let office = Hand::of(gate::router(app, capabilities::ALL), Part::PlanOffice).await?;
    let fiscal_year = year.fiscal_year.to_string();
    for measure in &year.measures {
        let id = &measure_called(&plan, &measure.name)?.id;
        for task in &measure.tasks {
            let (form_id, due_on) = (base::fresh_id(), task.by.to_string());
            let fields = [
                ("form_id", form_id.as_str()),
                ("year", &fiscal_year),
                ("what", &task.what),
                ("who", &task.who),
                ("due_on", &due_on),
            ];
            office
                .send(&format!("/plan/measures/{id}/tasks"), &fields)
                .await?;
        }
    }
    Ok(())
}

async fn enter_check(
    app: &App,
    city: &City,
    plan: &PlanId,
    year: &PlanYear,
    days: &Calendar,
) -> Result<()> {
    let plan = plan_of(app, plan).await?;
    app.db
        .write(async |tx| -> web::Result<()> {
            let opened_at = nine_oclock(days.opened_on);
            check::enter_year(
                tx,
                &plan.id,
                year.fiscal_year,
                days.draft_due_on,
                days.review_due_on,
                opened_at,
            )
            .await?;
            let mut people = People::new(tx, city).await?;
            for measure in &year.measures {
                let entry = Entry {
                    measure: measure_called(&plan, &measure.name)?,
                    year: year.fiscal_year,
                    days,
                };
                entry.sheets(tx, &mut people, measure).await?;
                entry.outcome(tx, &people, measure).await?;
                entry.questions(tx, &mut people, measure).await?;
            }
            Ok(())
        })
        .await?;
    Ok(())
}

fn measure_called<'a>(plan: &'a Plan, name: &str) -> web::Result<&'a Measure> {
    plan.measures
        .iter()
        .find(|it| it.name == name)
        .ok_or_else(|| missing(name))
}

/// Plan, years and organisation come from the same hand, so this is a mistake in the demo's files.
fn missing(what: &str) -> web::Error {
    web::Error::fault(format!("the demo has no {what}"))
}

/// One measure's part in one year's check.
struct Entry<'a> {
    measure: &'a Measure,
    year: FiscalYear,
    days: &'a Calendar,
}

impl Entry<'_> {
    async fn sheets(
        &self,
        tx: &mut Tx,
        people: &mut People<'_>,
        measure: &MeasureYear,
    ) -> web::Result<()> {
        for sheet in &measure.sheets {
            let unit = people.unit(&sheet.owner)?;
            let state = match sheet.state {
                SheetState::Untouched => State::Untouched,
                SheetState::Drafting => State::Drafting,
                SheetState::Submitted => State::Submitted,
                SheetState::Returned => State::Returned,
                SheetState::Approved => State::Approved,
            };
            let Some(findings) = &sheet.findings else {
                continue;
            };
            let head = people.head(tx, &unit, self.days.written_on).await?;
            let writer = people.writer(tx, &unit, self.days.written_on).await?;
            let entered = EnteredCheck {
                measure: self.measure.id.clone(),
                year: self.year,
                owner: self.owner(&unit)?,
                words: words(findings),
                state,
                reason: sheet.returned_because.clone().unwrap_or_default(),
                writer: writer.unwrap_or_else(|| head.clone()),
                head,
                at: nine_oclock(self.days.written_on),
            };
            check::enter_check(tx, &entered).await?;
        }
        Ok(())
    }

    fn owner(&self, unit: &UnitCode) -> web::Result<OwnerId> {
        let owner = self
            .measure
            .owners
            .iter()
            .find(|it| it.unit.as_ref() == Some(unit));
        let owner = owner.ok_or_else(|| missing(&format!("{} of {unit}", self.measure.name)))?;
        Ok(owner.id.clone())
    }

    /// What the office made of several sheets; of the one sheet of a finished year it says the same.
    async fn outcome(
        &self,
        tx: &mut Tx,
        people: &People<'_>,
        measure: &MeasureYear,
    ) -> web::Result<()> {
        let is_finished = self.year == FiscalYear(2024);
        let (findings, reason) = match (&measure.consolidated, measure.sheets.as_slice()) {
            (Some(it), _) => (&it.findings, it.reason.clone()),
            (None, [only]) if is_finished => match &only.findings {
                Some(findings) => (findings, String::new()),
                None => return Ok(()),
            },
            _ => return Ok(()),
        };
        let outcome = Outcome {
            standing: standing(findings),
            done: findings.done.clone(),
            learned: findings.learned.clone(),
            next: findings.next.clone(),
            reason,
        };
        let at = nine_oclock(self.days.consolidated_on);
        let (id, by) = (&self.measure.id, &people.office);
        check::enter_outcome(tx, id, self.year, &outcome, by, at).await?;
        Ok(())
    }

    async fn questions(
        &self,
        tx: &mut Tx,
        people: &mut People<'_>,
        measure: &MeasureYear,
    ) -> web::Result<()> {
        for comment in &measure.comments {
            let unit = people.unit(&comment.of)?;
            let answer = match (&comment.answer, comment.answered_on) {
                (Some(text), Some(on)) => Some(Answered {
                    text: text.clone(),
                    by: people.head(tx, &unit, on).await?,
                    at: nine_oclock(on),
                }),
                _ => None,
            };
            let asked_on = comment
                .answered_on
                .map_or(self.days.written_on, |it| it.min(self.days.written_on));
            let question = EnteredQuestion {
                measure: self.measure.id.clone(),
                year: self.year,
                unit,
                question: comment.question.clone(),
                asked_by: people.office.clone(),
                asked_at: nine_oclock(asked_on),
                due_on: self.days.review_due_on,
                answer,
            };
            check::enter_question(tx, &question).await?;
        }
        Ok(())
    }
}

fn words(findings: &Findings) -> Words {
    let standing = standing(findings);
    Words {
        progress: Some(standing.progress),
        achievement: Some(standing.achievement),
        done: findings.done.clone(),
        learned: findings.learned.clone(),
        next: findings.next.clone(),
    }
}

fn standing(findings: &Findings) -> Standing {
    Standing {
        progress: match findings.progress {
            Progress::NotStarted => adopted::Progress::NotStarted,
            Progress::UnderWay => adopted::Progress::UnderWay,
            Progress::Completed => adopted::Progress::Completed,
        },
        achievement: match findings.achievement {
            Achievement::NotAchieved => adopted::Achievement::NotAchieved,
            Achievement::Partly => adopted::Achievement::Partly,
            Achievement::Achieved => adopted::Achievement::Achieved,
        },
    }
}

/// The plan office freezes the first year and publishes it a week later.
async fn publish(app: &App, clock: &Hands) -> Result<()> {
    clock.set(nine_oclock(FROZEN_ON));
    let router = gate::router(app, capabilities::ALL);
    let office = Hand::of(router.clone(), Part::PlanOffice).await?;
    let as_of = FiscalYear(2024).last_day().to_string();
    office
        .send("/plan/editions/2024/freezing", &[("as_of", &as_of)])
        .await?;
    clock.set(nine_oclock(PUBLISHED_ON));
    let office = Hand::of(router, Part::PlanOffice).await?;
    office.send("/plan/editions/2024/publication", &[]).await?;
    Ok(())
}

pub(super) fn nine_oclock(day: Date) -> Instant {
    base::CITY_OFFSET
        .to_timestamp(day.at(9, 0, 0, 0))
        .expect("a day of the calendar has a morning")
}

/// Who heads, and who writes for, a unit on a day.
struct People<'a> {
    city: &'a City,
    office: StaffId,
    known: HashMap<String, StaffId>,
}

impl<'a> People<'a> {
    async fn new(tx: &mut Tx, city: &'a City) -> web::Result<Self> {
        Ok(Self {
            city,
            office: sign_ins::staff_of(tx, Part::PlanOffice).await?,
            known: HashMap::new(),
        })
    }

    fn unit(&self, name: &str) -> web::Result<UnitCode> {
        let unit = self.city.unit_called(name, DEMO_DAY);
        Ok(unit.ok_or_else(|| missing(name))?.code.clone())
    }

    /// The head on that day; in a smaller city whoever heads the unit now.
    async fn head(&mut self, tx: &mut Tx, unit: &UnitCode, on: Date) -> web::Result<StaffId> {
        let head = self.city.head_of(unit, on);
        let head = head.or_else(|| self.city.head_of(unit, DEMO_DAY));
        let head = head.ok_or_else(|| missing(&format!("the head of {unit}")))?;
        let number = head.number.clone();
        self.id_of(tx, number).await
    }

    /// Somebody in the unit or below it who is not the head.
    async fn writer(
        &mut self,
        tx: &mut Tx,
        unit: &UnitCode,
        on: Date,
    ) -> web::Result<Option<StaffId>> {
        let stem = unit.as_str().trim_end_matches("00");
        let found = self.city.staff.iter().find(|it| {
            it.main_on(on)
                .is_some_and(|held| !held.is_head && held.unit.as_str().starts_with(stem))
        });
        match found.map(|it| it.number.clone()) {
            Some(number) => self.id_of(tx, number).await.map(Some),
            None => Ok(None),
        }
    }

    async fn id_of(&mut self, tx: &mut Tx, number: String) -> web::Result<StaffId> {
        if let Some(known) = self.known.get(&number) {
            return Ok(known.clone());
        }
        let staff = people::staff_of_number(tx, &number).await?;
        let id = staff.ok_or_else(|| missing(&number))?.id;
        self.known.insert(number, id.clone());
        Ok(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_is_written_after_it_opens_and_before_it_is_consolidated() {
        for year in [2024, 2025].map(FiscalYear) {
            let days = calendar(year).unwrap();

            assert!(days.opened_on <= days.written_on);
            assert!(days.written_on <= days.draft_due_on);
            assert!(days.draft_due_on < days.review_due_on);
            assert!(days.written_on <= days.consolidated_on && days.consolidated_on <= DEMO_DAY);
        }
        assert!(calendar(FiscalYear(2024)).unwrap().consolidated_on <= FROZEN_ON);
    }
}
