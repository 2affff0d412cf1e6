//! The figures about staff that other capabilities may choose, each with what it counts and what it leaves out.
//!
//! Leaders are those whose main post is to head a bureau, department or section (局・区, 部, 課); teams do not count. Shares of
//! women leave out whoever's sex is not recorded. Shares on the three levels and over all are worked out together, so that no
//! small level follows from the others.
use std::collections::HashSet;

use base::{Date, FAR_FUTURE};
use db::{Record, Result, Row, Tx, params};
use indicator::{Figure, Indicator, Missing, Period, Reading, SafeShares, Share, Span, Unit};

use crate::model::{Level, Sex};

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

/// The levels whose heads are leaders, from the top.
const LEADING: [Level; 3] = [Level::Bureau, Level::Department, Level::Section];

/// Everybody on the staff on the day, of every kind of employment.
fn staff<'a>(tx: &'a mut Tx, period: Period) -> Reading<'a> {
    Box::pin(async move {
        let day = period.as_of();
        let count: i64 = tx
            .value(
                "select count(*) from people_staff where hired_on <= $1 and $1 < ends_on",
                params![day],
            )
            .await?;
        // A city without staff keeps no plan: nobody is recorded for that day.
        Ok(Figure::from_result(
            if count == 0 {
                Err(Missing::NoData)
            } else {
                Ok(count)
            },
            day,
        ))
    })
}

struct Leaders {
    level: Level,
    sex: Sex,
    people: i64,
}

impl Record for Leaders {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            level: row.get("level")?,
            sex: row.get("sex")?,
            people: row.get("people")?,
        })
    }
}

async fn leaders_on(tx: &mut Tx, day: Date) -> Result<Vec<Leaders>> {
    tx.all(
        "select u.level, s.sex, count(*) as people
         from people_assignments a
         join people_units u on u.code = a.unit_code and u.starts_on <= $1 and $1 < u.ends_on
         join people_staff s on s.id = a.staff_id
         where a.kind = 'main' and a.is_head and a.starts_on <= $1 and $1 < a.ends_on
           and u.level in ('bureau', 'department', 'section')
         group by u.level, s.sex",
        params![day],
    )
    .await
}

fn leaders<'a>(tx: &'a mut Tx, period: Period) -> Reading<'a> {
    Box::pin(async move {
        let day = period.as_of();
        let count: i64 = leaders_on(tx, day).await?.iter().map(|it| it.people).sum();
        Ok(Figure::from_result(
            if count == 0 {
                Err(Missing::NoData)
            } else {
                Ok(count)
            },
            day,
        ))
    })
}

/// Women among the heads of each leading level.
fn shares_of_women(leaders: &[Leaders]) -> SafeShares {
    let count = |level: Level, is_counted: fn(Sex) -> bool| {
        leaders
            .iter()
            .filter(|it| it.level == level && is_counted(it.sex))
            .map(|it| it.people)
            .sum()
    };
    let share = |level| Share {
        part: count(level, |it| it == Sex::Female),
        whole: count(level, |it| it != Sex::Unrecorded),
    };
    indicator::safe_shares(&LEADING.map(share))
}

/// The share on one level, or over all levels.
async fn women(tx: &mut Tx, day: Date, level: Option<usize>) -> Result<Figure> {
    let shares = shares_of_women(&leaders_on(tx, day).await?);
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
        let known: i64 = tx
            .value(
                "select count(*) from people_assignments where kind = 'main' and starts_on <= $1 and $1 < ends_on",
                params![eve],
            )
            .await?;
        // Where the records only begin in the year, nobody can have moved in them: that is not a year without moves.
        if known == 0 {
            return Ok(Figure::missing(Missing::NoData, until));
        }
        let moves: i64 = tx
            .value(
                "select count(*) from (
                   select starts_on, unit_code, lag(unit_code) over (partition by staff_id order by starts_on) as before
                   from people_assignments where kind = 'main') a
                 where a.starts_on between $1 and $2 and a.before <> a.unit_code
                   and not exists (select 1 from people_unit_successors n
                                   where n.code = a.before and n.successor_code = a.unit_code)",
                params![first, until],
            )
            .await?;
        Ok(Figure::of(moves, until))
    })
}

/// A main post: whose, where, from when until when (half-open).
#[derive(Debug, Clone, PartialEq, Eq)]
struct Post {
    staff: String,
    unit: String,
    starts_on: Date,
    ends_on: Date,
}

impl Record for Post {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            staff: row.get("staff_id")?,
            unit: row.get("unit_code")?,
            starts_on: row.get("starts_on")?,
            ends_on: row.get("ends_on")?,
        })
    }
}

struct Pair(String, String);

impl Record for Pair {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self(row.get("code")?, row.get("successor_code")?))
    }
}

/// The mean of full months since each person came into their present main unit. A change of post or grade within the unit, and
/// a unit that went into another, do not begin it anew.
fn tenure<'a>(tx: &'a mut Tx, period: Period) -> Reading<'a> {
    Box::pin(async move {
        let day = period.as_of();
        let pairs: Vec<Pair> = tx
            .all(
                "select code, successor_code from people_unit_successors",
                params![],
            )
            .await?;
        let successors = pairs.into_iter().map(|it| (it.0, it.1)).collect();
        let mut stays = Stays::new(day, successors);
        tx.each(
            "select staff_id, unit_code, starts_on, ends_on from people_assignments
             where kind = 'main' and starts_on <= $1 order by staff_id, starts_on",
            params![day],
            |row| {
                stays.add(Post::read(row)?);
                Ok(())
            },
        )
        .await?;
        let (months, people) = stays.finish();
        Ok(Figure::from_result(indicator::mean(months, people, 1), day))
    })
}

/// Adds up how long people have been where they are on a day, from their posts in the order of person and time.
struct Stays {
    day: Date,
    successors: HashSet<(String, String)>,
    /// The latest post of the person at hand, begun when the stay began.
    current: Option<Post>,
    months: i64,
    people: i64,
}

impl Stays {
    fn new(day: Date, successors: HashSet<(String, String)>) -> Self {
        Self {
            day,
            successors,
            current: None,
            months: 0,
            people: 0,
        }
    }

    fn add(&mut self, mut post: Post) {
        if let Some(before) = self.current.take() {
            if before.staff != post.staff {
                self.count(&before);
            } else if post.starts_on <= before.ends_on
                && self.is_same_place(&before.unit, &post.unit)
            {
                post.starts_on = before.starts_on;
            }
        }
        self.current = Some(post);
    }

    fn is_same_place(&self, before: &str, after: &str) -> bool {
        before == after
            || self
                .successors
                .contains(&(before.to_owned(), after.to_owned()))
    }

    fn count(&mut self, stay: &Post) {
        if self.day < stay.ends_on {
            self.months += full_months(stay.starts_on, self.day);
            self.people += 1;
        }
    }

    /// The sum of months and the number of people.
    fn finish(mut self) -> (i64, i64) {
        if let Some(last) = self.current.take() {
            self.count(&last);
        }
        (self.months, self.people)
    }
}

/// Full months from the first day of a stay to the end of `day`: 1 April to 30 April is one.
fn full_months(from: Date, day: Date) -> i64 {
    let after = day.tomorrow().unwrap_or(FAR_FUTURE);
    let months = (i64::from(after.year()) - i64::from(from.year())) * 12 + i64::from(after.month())
        - i64::from(from.month());
    (months - i64::from(after.day() < from.day())).max(0)
}

#[cfg(test)]
mod tests {
    use base::date;
    use db::{Db, Migration};
    use indicator::Registry;

    use super::*;

    const DAY: Date = date(2026, 3, 31);

    fn post(staff: &str, unit: &str, starts_on: Date, ends_on: Date) -> Post {
        Post {
            staff: staff.into(),
            unit: unit.into(),
            starts_on,
            ends_on,
        }
    }

    fn stays(posts: Vec<Post>) -> (i64, i64) {
        let mut stays = Stays::new(DAY, HashSet::from([("0100".to_owned(), "0200".to_owned())]));
        posts.into_iter().for_each(|it| stays.add(it));
        stays.finish()
    }

    #[test]
    fn from_the_first_of_a_month_to_its_last_day_is_a_full_month() {
        assert_eq!(full_months(date(2025, 4, 1), date(2025, 4, 29)), 0);
        assert_eq!(full_months(date(2025, 4, 1), date(2025, 4, 30)), 1);
        assert_eq!(full_months(date(2025, 4, 1), DAY), 12);
        assert_eq!(full_months(date(2026, 3, 31), DAY), 0);
    }

    #[test]
    fn a_new_grade_in_the_same_unit_does_not_begin_the_stay_anew() {
        let posts = vec![
            post("hanako", "0500", date(2023, 4, 1), date(2025, 4, 1)),
            post("hanako", "0500", date(2025, 4, 1), FAR_FUTURE),
        ];
        assert_eq!(stays(posts), (36, 1));
    }

    #[test]
    fn a_merged_unit_is_still_the_same_place() {
        let posts = vec![
            post("hanako", "0100", date(2024, 4, 1), date(2025, 4, 1)),
            post("hanako", "0200", date(2025, 4, 1), FAR_FUTURE),
        ];
        assert_eq!(stays(posts), (24, 1));
    }

    #[test]
    fn a_move_begins_anew_and_who_has_left_is_not_counted() {
        let posts = vec![
            post("hanako", "0500", date(2020, 4, 1), date(2025, 4, 1)),
            post("hanako", "0600", date(2025, 4, 1), FAR_FUTURE),
            post("taro", "0500", date(2020, 4, 1), DAY),
        ];
        assert_eq!(stays(posts), (12, 1));
    }

    #[test]
    fn a_return_after_an_absence_begins_anew() {
        let posts = vec![
            post("hanako", "0500", date(2020, 4, 1), date(2024, 4, 1)),
            post("hanako", "0500", date(2025, 4, 1), FAR_FUTURE),
        ];
        assert_eq!(stays(posts), (12, 1));
    }

    #[test]
    fn heads_of_unrecorded_sex_are_in_no_share() {
        let of = |sex, people| Leaders {
            level: Level::Section,
            sex,
            people,
        };
        let shares = shares_of_women(&[
            of(Sex::Female, 5),
            of(Sex::Male, 15),
            of(Sex::Unrecorded, 20),
        ]);
        assert_eq!(shares.groups[2].map(|it| it.0), Ok(250));
        assert_eq!(shares.groups[0], Err(Missing::NoData));
    }

    #[test]
    fn few_bureaus_hide_the_departments_too() {
        let of = |level, sex, people| Leaders { level, sex, people };
        let shares = shares_of_women(&[
            of(Level::Bureau, Sex::Female, 1),
            of(Level::Bureau, Sex::Male, 5),
            of(Level::Department, Sex::Male, 20),
            of(Level::Section, Sex::Female, 30),
            of(Level::Section, Sex::Male, 70),
        ]);
        assert_eq!(shares.groups[0], Err(Missing::SmallGroup));
        assert_eq!(shares.groups[1], Err(Missing::SmallGroup));
        assert_eq!(shares.groups[2].map(|it| it.0), Ok(300));
    }

    #[test]
    fn every_indicator_is_of_people_and_has_its_own_name() {
        let registry = Registry::of(&[INDICATORS]);
        assert!(registry.iter().all(|it| it.source() == "people"));
    }

    async fn city() -> Db {
        let db = Db::scratch().await.expect("a scratch database opens");
        let sql = include_str!("../migrations/0001_people.sql");
        db.migrate(&[Migration {
            name: "people/0001_people",
            sql,
        }])
        .await
        .expect("the tables are made");
        db
    }

    async fn add_person(tx: &mut Tx, number: usize, posts: &[(&str, Date, Date)]) -> Result<()> {
        let id = format!("person-{number}");
        tx.execute(
            "insert into people_staff (id, number, kind, legal_name, used_name, kana, sex, born_on, hired_on, ends_on,
                                       kana_order, name_key)
             values ($1, $1, 'regular', '', '', '', 'female', '1990-01-01', $2, '9999-12-31', '', '')",
            params![&id, posts[0].1],
        )
        .await?;
        for (unit, starts_on, ends_on) in posts {
            tx.execute(
                "insert into people_assignments (staff_id, starts_on, unit_code, kind, ends_on, post, grade, is_head)
                 values ($1, $2, $3, 'main', $4, '', 1, $5)",
                params![&id, *starts_on, *unit, *ends_on, false],
            )
            .await?;
        }
        Ok(())
    }

    async fn figure(db: &Db, name: &str, day: Date) -> Figure {
        let indicator = INDICATORS
            .iter()
            .find(|it| it.name == name)
            .expect("it is offered");
        let year = base::FiscalYear(2025);
        db.read(async |tx| indicator.figure(tx, year, day).await)
            .await
            .expect("it can be read")
    }

    #[tokio::test]
    async fn moves_of_the_year_leave_out_new_colleagues_and_merged_units() {
        let db = city().await;
        let (long_ago, april, october) = (date(2020, 4, 1), date(2025, 4, 1), date(2025, 10, 1));
        db.write(async |tx| {
            tx.execute(
                "insert into people_unit_successors values ('0100', '0200')",
                params![],
            )
            .await?;
            add_person(
                tx,
                1,
                &[
                    ("0500", long_ago, april),
                    ("0600", april, october),
                    ("0700", october, FAR_FUTURE),
                ],
            )
            .await?;
            add_person(
                tx,
                2,
                &[("0100", long_ago, april), ("0200", april, FAR_FUTURE)],
            )
            .await?;
            add_person(tx, 3, &[("0500", april, FAR_FUTURE)]).await?;
            add_person(
                tx,
                4,
                &[
                    ("0500", long_ago, date(2026, 4, 1)),
                    ("0600", date(2026, 4, 1), FAR_FUTURE),
                ],
            )
            .await
        })
        .await
        .unwrap();

        assert_eq!(figure(&db, "people.moves", DAY).await, Figure::of(2, DAY));
        let september = date(2025, 9, 30);
        assert_eq!(
            figure(&db, "people.moves", september).await,
            Figure::of(1, september)
        );
        assert_eq!(figure(&db, "people.staff", DAY).await, Figure::of(4, DAY));
    }

    #[tokio::test]
    async fn where_the_records_begin_in_the_year_moves_are_missing_and_not_zero() {
        let db = city().await;
        db.write(async |tx| add_person(tx, 1, &[("0500", date(2025, 4, 1), FAR_FUTURE)]).await)
            .await
            .unwrap();

        assert_eq!(
            figure(&db, "people.moves", DAY).await,
            Figure::missing(Missing::NoData, DAY)
        );
        assert_eq!(
            figure(&db, "people.moves", date(2025, 3, 31)).await.missing,
            Some(Missing::NotYet)
        );
        assert_eq!(
            figure(&db, "people.leaders", DAY).await,
            Figure::missing(Missing::NoData, DAY)
        );
    }

    #[tokio::test]
    async fn the_mean_stay_of_ten_is_told_and_of_nine_is_not() {
        let db = city().await;
        db.write(async |tx| {
            for number in 0..9 {
                add_person(tx, number, &[("0500", date(2025, 4, 1), FAR_FUTURE)]).await?;
            }
            Result::Ok(())
        })
        .await
        .unwrap();
        assert_eq!(
            figure(&db, "people.tenure", DAY).await.missing,
            Some(Missing::SmallGroup)
        );

        db.write(async |tx| add_person(tx, 9, &[("0500", date(2024, 4, 1), FAR_FUTURE)]).await)
            .await
            .unwrap();
        assert_eq!(
            figure(&db, "people.tenure", DAY).await,
            Figure::of(132, DAY)
        );
    }
}
