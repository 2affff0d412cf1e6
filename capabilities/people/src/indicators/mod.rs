//! The figures about staff that other capabilities may choose, each with what it counts and what it leaves out.
//!
//! Leaders are those whose main post is to head a bureau, department or section (局・区, 部, 課); teams do not count. Shares of
//! women leave out whoever's sex is not recorded. Shares on the three levels and over all are worked out together, so that no
//! small level follows from the others.
mod leaders;
mod stays;
#[cfg(test)]
mod tests;

use base::Date;
use db::{Result, Tx};
use indicator::{Figure, Indicator, Missing, Period, Reading, Span, Unit};

use crate::store;
use stays::Stays;

/// What people offers.
pub const INDICATORS: &[Indicator] = &[
    Indicator {
        name: "people.staff",
        version: 1,
        unit: Unit::People,
        decimals: 0,
        span: Span::Day,
        read: staff,
    },
    Indicator {
        name: "people.leaders",
        version: 1,
        unit: Unit::People,
        decimals: 0,
        span: Span::Day,
        read: leaders,
    },
    Indicator {
        name: "people.women_leaders",
        version: 1,
        unit: Unit::Percent,
        decimals: 1,
        span: Span::Day,
        read: women_leaders,
    },
    Indicator {
        name: "people.women_bureau_heads",
        version: 1,
        unit: Unit::Percent,
        decimals: 1,
        span: Span::Day,
        read: women_bureau_heads,
    },
    Indicator {
        name: "people.women_department_heads",
        version: 1,
        unit: Unit::Percent,
        decimals: 1,
        span: Span::Day,
        read: women_department_heads,
    },
    Indicator {
        name: "people.women_section_heads",
        version: 1,
        unit: Unit::Percent,
        decimals: 1,
        span: Span::Day,
        read: women_section_heads,
    },
    Indicator {
        name: "people.moves",
        version: 1,
        unit: Unit::Moves,
        decimals: 0,
        span: Span::Year,
        read: moves,
    },
    Indicator {
        name: "people.tenure",
        version: 1,
        unit: Unit::Months,
        decimals: 1,
        span: Span::Day,
        read: tenure,
    },
];

/// Everybody on the staff on the day, of every kind of employment.
fn staff<'a>(tx: &'a mut Tx, period: Period) -> Reading<'a> {
    Box::pin(async move {
        let day = period.as_of();
        let count = store::count_staff(tx, day).await?;
        // A city without staff keeps no plan: nobody is recorded for that day.
        Ok(Figure::from_result(some(count), day))
    })
}

fn leaders<'a>(tx: &'a mut Tx, period: Period) -> Reading<'a> {
    Box::pin(async move {
        let day = period.as_of();
        let leaders = store::leaders_on(tx, day).await?;
        let count = leaders.iter().map(|it| it.people).sum();
        Ok(Figure::from_result(some(count), day))
    })
}

/// A count of nobody means that nothing is recorded.
fn some(count: i64) -> std::result::Result<i64, Missing> {
    match count {
        0 => Err(Missing::NoData),
        count => Ok(count),
    }
}

/// The share on one level, or over all levels.
async fn women(tx: &mut Tx, day: Date, level: Option<usize>) -> Result<Figure> {
    let shares = leaders::shares_of_women(&store::leaders_on(tx, day).await?);
    let share = level.map_or(shares.total, |it| shares.groups[it]);
    Ok(Figure::from_result(share.map(|it| it.0), day))
}

fn women_leaders<'a>(tx: &'a mut Tx, period: Period) -> Reading<'a> {
    Box::pin(women(tx, period.as_of(), None))
}

fn women_bureau_heads<'a>(tx: &'a mut Tx, period: Period) -> Reading<'a> {
    Box::pin(women(tx, period.as_of(), Some(0)))
}

fn women_department_heads<'a>(tx: &'a mut Tx, period: Period) -> Reading<'a> {
    Box::pin(women(tx, period.as_of(), Some(1)))
}

fn women_section_heads<'a>(tx: &'a mut Tx, period: Period) -> Reading<'a> {
    Box::pin(women(tx, period.as_of(), Some(2)))
}

/// Changes of the main unit. Neither the first post of a new colleague nor a unit that went into another is one; who moves
/// twice in a year counts twice.
fn moves<'a>(tx: &'a mut Tx, period: Period) -> Reading<'a> {
    Box::pin(async move {
        let until = period.as_of();
        let Period::Over { year, .. } = period else {
            return Ok(Figure::missing(Missing::Unknown, until));
        };
        let first = year.first_day();
        let eve = first.yesterday().unwrap_or(first);
        // Where the records only begin in the year, nobody can have moved in them: that is not a year without moves.
        if store::count_main_posts(tx, eve).await? == 0 {
            return Ok(Figure::missing(Missing::NoData, until));
        }
        Ok(Figure::of(
            store::count_moves(tx, first, until).await?,
            until,
        ))
    })
}

/// The mean of full months since each person came into their present main unit. A change of post or grade within the unit, and
/// a unit that went into another, do not begin it anew.
fn tenure<'a>(tx: &'a mut Tx, period: Period) -> Reading<'a> {
    Box::pin(async move {
        let day = period.as_of();
        let successors = store::all_successors(tx).await?;
        let mut stays = Stays::new(day, successors.into_iter().collect());
        store::each_main_post(tx, day, |post| stays.add(post)).await?;
        let (months, people) = stays.finish();
        Ok(Figure::from_result(indicator::mean(months, people, 1), day))
    })
}
