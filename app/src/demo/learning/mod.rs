//! The courses of the demo city: what was learnt in two fiscal years, who has a seat, and who waits for one.
mod calendar;
mod catalogue;
mod entrants;
mod hold;
#[cfg(test)]
pub(crate) mod tests;

use base::date;
use gate::App;

use super::{city::DEMO_DAY, personas::Part, random::Random, sign_ins};
use crate::trouble::Result;

/// So many runs are entered in one transaction.
const AT_ONCE: usize = 40;

/// Enters courses, runs and everybody in them as they stand on the demo's day.
pub(crate) async fn enter(app: &App, seed: u64) -> Result<()> {
    let mut random = Random::new(seed);
    let entries = catalogue::catalogue();
    let runs = calendar::runs(&entries);
    let register = app
        .db
        .read(async |tx| {
            let mut days = Vec::new();
            for day in [date(2025, 6, 1), DEMO_DAY] {
                days.push(people::facts_on(tx, day).await?);
            }
            let known = entrants::Known {
                office: sign_ins::staff_of(tx, Part::PlanOffice).await?,
                staff: sign_ins::staff_of(tx, Part::Staff).await?,
                head: sign_ins::staff_of(tx, Part::SectionHead).await?,
            };
            db::Result::Ok(entrants::Register::new(days, known))
        })
        .await?;
    let filled = entrants::fill(&entries, runs, &register, &mut random);
    let office = &register.known.office;
    app.db
        .write(async |tx| hold::add_courses(tx, &entries, office).await)
        .await?;
    for runs in filled.chunks(AT_ONCE) {
        app.db
            .write(async |tx| {
                for run in runs {
                    hold::hold(tx, run, office).await?;
                }
                web::Result::Ok(())
            })
            .await?;
    }
    Ok(())
}
