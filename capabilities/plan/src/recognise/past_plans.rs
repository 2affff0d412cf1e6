//! The table in which a plan looks back: earlier plans, measures planned, measures done, rate. Either way round.

use base::{FiscalYears, Tenths, percent_half_up};
use documents::{Place, Table};

use super::{numbering, period, text};
use crate::model::{PastPlan, Spot, Warning};

/// The earlier plans of this table, or nothing if it is no such table.
pub(crate) fn read(
    table: &Table,
    place: &Place,
    warnings: &mut Vec<Warning>,
) -> Option<Vec<PastPlan>> {
    let rows: Vec<Vec<&str>> = table
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| cell.text.trim()).collect())
        .collect();
    let (grid, is_turned) = match (
        facts(
            rows.iter()
                .map(|row| row.first().copied().unwrap_or_default()),
        ),
        facts(rows.first()?.iter().copied()),
    ) {
        (Some(_), _) => (rows, false),
        (None, Some(_)) => (turned(&rows), true),
        (None, None) => return None,
    };
    let facts = facts(
        grid.iter()
            .map(|row| row.first().copied().unwrap_or_default()),
    )?;
    let names = (0..grid.len()).find(|row| !facts.rows().contains(row))?;
    let columns = grid[names].len();
    let mut plans = Vec::new();
    for column in 1..columns {
        let at = |row: usize| grid[row].get(column).copied().unwrap_or_default();
        if at(names).is_empty() {
            continue;
        }
        let spot = if is_turned {
            Spot::of_row(place, column)
        } else {
            Spot::of_row(place, names)
        };
        let (name, named_period) = name_and_period(at(names));
        let (Some(planned), Some(done)) = (
            whole_number(at(facts.planned)),
            whole_number(at(facts.done)),
        ) else {
            warnings.push(Warning::PastPlanUnreadable { spot, name });
            continue;
        };
        let computed = percent_half_up(done.into(), planned.into());
        let stated = facts.rate.and_then(|row| tenths_of_percent(at(row)));
        if let (Some(stated), Some(computed)) = (stated, computed)
            && stated != computed
        {
            warnings.push(Warning::RateDiffers {
                spot,
                plan: name.clone(),
                stated,
                computed,
            });
        }
        let period = facts
            .period
            .and_then(|row| period::ranges(at(row)).first().copied())
            .or(named_period);
        plans.push(PastPlan {
            name,
            period,
            planned,
            done,
            rate: stated.or(computed),
        });
    }
    (!plans.is_empty()).then_some(plans)
}

/// In which row each fact stands.
struct Facts {
    planned: usize,
    done: usize,
    rate: Option<usize>,
    period: Option<usize>,
}

impl Facts {
    fn rows(&self) -> Vec<usize> {
        [Some(self.planned), Some(self.done), self.rate, self.period]
            .into_iter()
            .flatten()
            .collect()
    }
}

/// Reads the headings of the facts, if these are they.
fn facts<'a>(headings: impl Iterator<Item = &'a str>) -> Option<Facts> {
    let headings: Vec<String> = headings
        .map(|heading| text::key(&text::without_brackets(heading)))
        .collect();
    let find = |wanted: &dyn Fn(&str) -> bool| headings.iter().position(|heading| wanted(heading));
    let rate = find(&|heading| heading.ends_with('率'));
    let period = find(&|heading| heading.ends_with("期間") || heading == "年度");
    let is_free = |index: &usize| Some(*index) != rate && Some(*index) != period;
    let done = find(&|heading| {
        [
            "実施済",
            "完了",
            "達成",
            "実施数",
            "実施件数",
            "実施施策",
            "実施した",
        ]
        .iter()
        .any(|word| heading.contains(word))
            && !heading.ends_with('率')
            || heading == "実施"
            || heading == "実績"
    })
    .filter(is_free)?;
    let planned = headings
        .iter()
        .position(|heading| {
            [
                "計画",
                "計画数",
                "計画件数",
                "計画施策数",
                "計画施策",
                "予定",
                "予定数",
                "施策数",
                "取組数",
                "事業数",
                "項目数",
            ]
            .contains(&heading.as_str())
        })
        .filter(|index| is_free(index) && *index != done)?;
    Some(Facts {
        planned,
        done,
        rate,
        period,
    })
}

fn turned<'a>(rows: &[Vec<&'a str>]) -> Vec<Vec<&'a str>> {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    (0..width)
        .map(|column| {
            rows.iter()
                .map(|row| row.get(column).copied().unwrap_or_default())
                .collect()
        })
        .collect()
}

/// `第１次計画（平成２３～２５年度）`: the years in the brackets are not part of the name.
fn name_and_period(cell: &str) -> (String, Option<FiscalYears>) {
    let joined: String = text::lines(cell).collect::<Vec<_>>().join("");
    let Some(period) = period::ranges(&joined).first().copied() else {
        return (joined, None);
    };
    let name = match joined.find(['（', '(']) {
        Some(at) if !period::ranges(&joined[at..]).is_empty() => joined[..at].trim().to_owned(),
        _ => joined,
    };
    (name, Some(period))
}

fn whole_number(cell: &str) -> Option<u32> {
    let cell = text::key(cell);
    let figures: String = cell
        .chars()
        .filter(|letter| *letter != ',')
        .take_while(|letter| numbering::digit(*letter).is_some())
        .collect();
    let unit: String = cell
        .chars()
        .filter(|letter| *letter != ',')
        .skip(figures.len())
        .collect();
    if !["", "件", "施策", "取組", "事業", "項目"].contains(&unit.as_str()) {
        return None;
    }
    figures.parse().ok()
}

/// `87.8%` is 878. More than one place behind the point is rounded half up.
fn tenths_of_percent(cell: &str) -> Option<Tenths> {
    let cell = text::key(cell);
    let cell = cell
        .trim_end_matches(['%', '％'])
        .trim_end_matches("パーセント");
    let (whole, part) = cell.split_once('.').unwrap_or((cell, "0"));
    let whole: u32 = whole.parse().ok().filter(|whole| *whole <= 1000)?;
    let digits: Vec<u32> = part
        .chars()
        .map(|letter| letter.to_digit(10))
        .collect::<Option<_>>()?;
    let tenth = digits.first().copied().unwrap_or(0);
    let is_up = digits.get(1).is_some_and(|next| *next >= 5);
    Some(Tenths((whole * 10 + tenth + u32::from(is_up)).into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use documents::Cell;

    fn table(rows: &[&[&str]]) -> Table {
        Table {
            rows: rows
                .iter()
                .map(|row| {
                    row.iter()
                        .map(|text| Cell {
                            text: (*text).to_owned(),
                            covered: false,
                        })
                        .collect()
                })
                .collect(),
        }
    }

    fn plans(rows: &[&[&str]]) -> Option<(Vec<PastPlan>, Vec<Warning>)> {
        let mut warnings = Vec::new();
        read(&table(rows), &Place::Body(1), &mut warnings).map(|plans| (plans, warnings))
    }

    const UPRIGHT: &[&[&str]] = &[
        &[
            "",
            "第１次計画\n（平成２３～２５年度）",
            "第２次計画\n（平成２７～３０年度）",
        ],
        &["計画", "49", "60"],
        &["実施済み", "43", "60"],
        &["実施率", "87.8%", "100%"],
    ];

    #[test]
    fn earlier_plans_may_stand_in_columns_or_in_rows() {
        let turned: &[&[&str]] = &[
            &["計画名", "計画期間", "計画数", "完了数", "達成率"],
            &["第１次計画", "平成23～25年度", "49件", "43件", "８７．８％"],
            &["第２次計画", "平成27～30年度", "60件", "60件", "100.0％"],
        ];

        let (upright, no_doubt) = plans(UPRIGHT).unwrap();

        assert_eq!(upright[0].name, "第１次計画");
        assert_eq!(
            (upright[0].planned, upright[0].done, upright[0].rate),
            (49, 43, Some(Tenths(878)))
        );
        assert_eq!(
            upright[1]
                .period
                .map(|years| (years.first().year(), years.last().year())),
            Some((2015, 2018))
        );
        assert!(no_doubt.is_empty());
        assert_eq!(plans(turned).unwrap().0, upright);
    }

    #[test]
    fn a_missing_rate_is_worked_out_half_up() {
        let (plans, _) = plans(&[&["", "前計画"], &["計画", "49"], &["実施", "43"]]).unwrap();

        assert_eq!(plans[0].rate, Some(Tenths(878)));
    }

    #[test]
    fn a_rate_that_does_not_follow_from_its_figures_is_doubted_and_kept() {
        let (plans, warnings) = plans(&[
            &["", "前計画"],
            &["計画", "50"],
            &["実施済", "40"],
            &["実施率", "90%"],
        ])
        .unwrap();

        assert_eq!(plans[0].rate, Some(Tenths(900)));
        assert!(matches!(
            &warnings[..],
            [Warning::RateDiffers {
                stated: Tenths(900),
                computed: Tenths(800),
                ..
            }]
        ));
    }

    #[test]
    fn a_plan_without_figures_is_left_out_with_a_word() {
        assert!(plans(&[&["", "前計画"], &["計画", "―"], &["実施済", "―"]]).is_none());
        let (plans, warnings) = plans(&[
            &["", "甲", "乙"],
            &["計画", "―", "3"],
            &["実施済", "―", "3"],
        ])
        .unwrap();

        assert_eq!(plans.len(), 1);
        assert!(
            matches!(&warnings[..], [Warning::PastPlanUnreadable { name, .. }] if name == "甲")
        );
    }

    #[test]
    fn another_table_is_no_look_back() {
        assert!(plans(&[&["年度", "人数"], &["令和５", "12"]]).is_none());
        assert!(plans(&[]).is_none());
    }
}
