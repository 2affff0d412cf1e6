//! What owners, heads and the plan office wrote in a year's check.
use std::collections::HashMap;

use base::{Date, FiscalYear, StaffId, UnitCode};
use db::Tx;
use gate::App;
use plan::{
    adopted::{self, Measure, OwnerId, Plan, Standing},
    check::{self, Answered, EnteredCheck, EnteredQuestion, Outcome, State, Words},
};

use super::{Calendar, measure_called, missing, nine_oclock};
use crate::{
    demo::{
        city::{City, DEMO_DAY},
        personas::Part,
        sign_ins,
        years::{Achievement, Findings, MeasureYear, PlanYear, Progress, SheetState},
    },
    trouble::Result,
};

/// Opens the year's check and enters every sheet, outcome and question of it.
pub(super) async fn enter_check(
    app: &App,
    city: &City,
    plan: &Plan,
    year: &PlanYear,
    days: &Calendar,
) -> Result<()> {
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
                    measure: measure_called(plan, &measure.name)?,
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
