//! Puts each part of an edition into words.
use base::{FiscalYear, Tenths};
use indicator::Missing;
use web::Page;

use super::{Altered, DirectionView, FieldView, Mark, Measured, Revised, Row, Sum};
use crate::carry::{described_in_words, figure_text};
use crate::edition::model::{
    Change, ChangeKind, Counts, Direction, Edition, Field, Indicator, Listing, Measure, OpenCheck,
    Revision, Task,
};

pub(super) fn sum(name: &str, counts: &Counts, is_total: bool, page: &Page) -> Sum {
    let of = counts.measures;
    Sum {
        name: name.to_owned(),
        is_total,
        planned: of.planned,
        completed: of.completed,
        under_way: of.under_way,
        not_started: of.not_started,
        unchecked: of.unchecked,
        achieved: of.achieved,
        partly: of.partly,
        not_achieved: of.not_achieved,
        rate: rate(counts.rate_tenths, page),
    }
}

/// Why the fields add up to more than the whole plan: a repeat counts in every field that lists it.
pub(super) fn repeated(edition: &Edition, page: &Page) -> Option<String> {
    let sum: i64 = edition
        .fields
        .iter()
        .map(|it| it.counts.measures.planned)
        .sum();
    let planned = edition.counts.measures.planned;
    (sum > planned).then(|| {
        page.say(
            "plan-edition-repeated",
            &[("sum", sum.into()), ("planned", planned.into())],
        )
        .into_owned()
    })
}

/// `87.8%`; a rate of nothing is a dash.
pub(super) fn rate(of: Option<Tenths>, page: &Page) -> String {
    of.map_or_else(
        || page.t("plan-edition-no-value").into_owned(),
        |it| it.to_string(),
    )
}

pub(super) fn years(first: Option<FiscalYear>, last: Option<FiscalYear>, page: &Page) -> String {
    match (first, last) {
        (Some(first), Some(last)) if first == last => page.fiscal_year(first),
        (Some(first), Some(last)) => page
            .say(
                "plan-edition-years",
                &[
                    ("first", page.fiscal_year(first).into()),
                    ("last", page.fiscal_year(last).into()),
                ],
            )
            .into_owned(),
        _ => String::new(),
    }
}

pub(in crate::edition) fn open_check(of: &OpenCheck, page: &Page) -> String {
    let state = match of.state.as_str() {
        "untouched" => page.t("plan-edition-state-untouched"),
        "drafting" => page.t("plan-edition-state-drafting"),
        "submitted" => page.t("plan-edition-state-submitted"),
        "returned" => page.t("plan-edition-state-returned"),
        _ => page.t("plan-edition-state-no-result"),
    };
    let owner = of
        .owner
        .clone()
        .unwrap_or_else(|| page.t("plan-edition-office").into_owned());
    page.say(
        "plan-edition-open-check",
        &[
            ("key", of.key.as_str().into()),
            ("measure", of.measure.as_str().into()),
            ("owner", owner.into()),
            ("state", state.into_owned().into()),
        ],
    )
    .into_owned()
}

pub(super) fn altered(of: &Change, page: &Page) -> Altered {
    let words = |lines: &[String]| match (of.kind, lines) {
        (ChangeKind::Progress | ChangeKind::Achievement, []) => {
            page.t("plan-unchecked").into_owned()
        }
        (ChangeKind::Progress, [word, ..]) => page
            .t(&format!("plan-progress-{}", word.replace('_', "-")))
            .into_owned(),
        (ChangeKind::Achievement, [word, ..]) => page
            .t(&format!("plan-achievement-{}", word.replace('_', "-")))
            .into_owned(),
        _ => lines.join("\n"),
    };
    Altered {
        key: of.key.clone(),
        name: name_or_plan(&of.name, page),
        what: page.t(of.kind.text_key()).into_owned(),
        before: words(&of.before),
        after: words(&of.after),
        reason: of.reasons.join("\n"),
    }
}

/// The measure, or the plan itself where none is named.
fn name_or_plan(name: &str, page: &Page) -> String {
    match name {
        "" => page.t("plan-edition-whole-plan").into_owned(),
        name => name.to_owned(),
    }
}

pub(super) fn revised(of: &Revision, page: &Page) -> Revised {
    let subject = match of.subject.as_str() {
        "content" => page.t("plan-edition-subject-content"),
        "purpose" => page.t("plan-edition-subject-purpose"),
        "task" => page.t("plan-edition-subject-task"),
        "owner" => page.t("plan-edition-subject-owner"),
        "frame" => page.t("plan-edition-subject-frame"),
        _ => page.t("plan-edition-subject-indicator"),
    };
    let words = |text: &str| match of.subject.as_str() {
        "indicator" => described_in_words(text, page),
        _ => text.to_owned(),
    };
    Revised {
        on: page.day(of.on),
        key: of.key.clone(),
        name: name_or_plan(&of.name, page),
        subject: subject.into_owned(),
        before: words(&of.before),
        after: words(&of.after),
        reason: of.reason.clone(),
    }
}

pub(super) fn field(edition: &Edition, number: usize, of: &Field, page: &Page) -> FieldView {
    FieldView {
        number,
        name: of.name.clone(),
        directions: (1..)
            .zip(&of.directions)
            .map(|(place, it)| direction(edition, format!("{number}-{place}"), it, page))
            .collect(),
    }
}

fn direction(edition: &Edition, number: String, of: &Direction, page: &Page) -> DirectionView {
    let counts = page.say(
        "plan-edition-counts",
        &[
            ("completed", of.counts.measures.completed.into()),
            ("planned", of.counts.measures.planned.into()),
            ("rate", rate(of.counts.rate_tenths, page).into()),
        ],
    );
    DirectionView {
        number,
        name: of.name.clone(),
        statement: of.statement.clone(),
        points: of.points.clone(),
        counts: counts.into_owned(),
        rows: of
            .listings
            .iter()
            .filter_map(|it| Some(row(it, edition.measure(&it.measure)?, page)))
            .collect(),
    }
}

fn row(listing: &Listing, measure: &Measure, page: &Page) -> Row {
    let outcome = measure.outcome.as_ref();
    let unchecked = || Mark {
        word: page.t("plan-unchecked").into_owned(),
        tone: "none",
        kind: "undecided",
    };
    let mark = |key: String, tone: &'static str| Mark {
        word: page.t(&key).into_owned(),
        tone,
        kind: match tone {
            "done" => "done",
            "doing" | "partial" => "half",
            _ => "none",
        },
    };
    let repeat = page.say(
        "plan-edition-repeat-of",
        &[("key", measure.key.as_str().into())],
    );
    Row {
        key: listing.key.clone(),
        name: listing.name.clone(),
        repeat: if listing.is_repeat {
            repeat.into_owned()
        } else {
            String::new()
        },
        is_study: measure.is_study,
        purposes: listing.purposes.clone(),
        contents: listing.contents.iter().map(|it| it.text.clone()).collect(),
        owners: measure.owners.iter().map(|it| it.name.clone()).collect(),
        tasks: measure.tasks.iter().map(|it| task(it, page)).collect(),
        progress: outcome.map_or_else(unchecked, |it| {
            mark(it.progress.text_key(), it.progress.tone())
        }),
        achievement: outcome.map_or_else(unchecked, |it| {
            mark(it.achievement.text_key(), it.achievement.tone())
        }),
        done: outcome.map(|it| it.done.clone()).unwrap_or_default(),
        learned: outcome.map(|it| it.learned.clone()).unwrap_or_default(),
        next: outcome.map(|it| it.next.clone()).unwrap_or_default(),
        indicators: measure
            .indicators
            .iter()
            .map(|it| indicator_line(it, page))
            .collect(),
        study: measure
            .study
            .iter()
            .map(|it| {
                let stage = format!("plan-carry-stage-{}", it.stage);
                let stage = page.t(&stage);
                page.say(
                    "plan-edition-study-line",
                    &[
                        ("stage", stage.into_owned().into()),
                        ("text", it.text.as_str().into()),
                        ("day", page.day(it.decided_on).into()),
                    ],
                )
                .into_owned()
            })
            .collect(),
        activities: page
            .say(
                "plan-edition-activities",
                &[("count", measure.activities.into())],
            )
            .into_owned(),
        standing: outcome.map_or("unchecked", |it| it.progress.word()),
    }
}

fn task(of: &Task, page: &Page) -> String {
    let mut line = of.what.clone();
    if !of.who.is_empty() {
        line.push_str(&page.say("plan-edition-task-who", &[("who", of.who.as_str().into())]));
    }
    match (of.done_on, of.due_on) {
        (Some(done), _) => line.push_str(&page.say(
            "plan-edition-task-done",
            &[("day", short_day(done, page).into())],
        )),
        (None, Some(due)) => line.push_str(&page.say(
            "plan-edition-task-due",
            &[("day", short_day(due, page).into())],
        )),
        (None, None) => {}
    }
    line
}

/// A day where there is little room: 令和7年3月31日, in English 31 March 2025.
fn short_day(day: base::Date, page: &Page) -> String {
    match page.language() {
        web::Lang::Ja => base::wareki(day),
        web::Lang::En => day.strftime("%-d %B %Y").to_string(),
    }
}

fn indicator_line(of: &Indicator, page: &Page) -> String {
    page.say(
        "plan-edition-indicator-line",
        &[
            ("name", of.name.as_str().into()),
            ("value", value(of, page).into()),
            ("target", with_unit(of.target, of, page).into()),
        ],
    )
    .into_owned()
}

pub(super) fn measured(measure: &Measure, of: &Indicator, page: &Page) -> Measured {
    let source = match of.source_version {
        Some(version) => page
            .say(
                "plan-edition-source-computed",
                &[
                    ("source", of.source.as_str().into()),
                    ("version", i64::from(version).into()),
                ],
            )
            .into_owned(),
        None if of.source == "typed" => page.t("plan-edition-source-typed").into_owned(),
        None => of.source.clone(),
    };
    Measured {
        key: measure.key.clone(),
        measure: measure.name.clone(),
        name: of.name.clone(),
        definition: of.definition.clone(),
        source,
        base: with_unit(of.base, of, page),
        target: with_unit(of.target, of, page),
        value: value(of, page),
        as_of: of.as_of.map(|it| page.day(it)).unwrap_or_default(),
    }
}

/// The figure of the year, or why there is none.
fn value(of: &Indicator, page: &Page) -> String {
    if of.value.is_some() {
        return with_unit(of.value, of, page);
    }
    let missing = of.missing.as_deref().unwrap_or_default();
    match Missing::of_word(missing) {
        Some(Missing::SmallGroup) => page.t("plan-edition-missing-small-group").into_owned(),
        Some(Missing::NotYet) => page.t("plan-edition-missing-not-yet").into_owned(),
        Some(Missing::Unknown) => page.t("plan-edition-missing-unknown").into_owned(),
        Some(Missing::NoData) => page.t("plan-edition-missing-no-data").into_owned(),
        None => missing.to_owned(),
    }
}

fn with_unit(value: Option<i64>, of: &Indicator, page: &Page) -> String {
    match value {
        Some(value) => format!("{}{}", figure_text(value, of.decimals), of.unit),
        None => page.t("plan-edition-no-value").into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::edition::faces::View;
    use crate::edition::{faces::speaker, sample};
    use web::Lang;

    #[test]
    fn a_repeat_shows_the_progress_of_its_measure_and_its_number() {
        let view = View::of(&sample::edition(), None, &speaker(Lang::Ja));

        let rows: Vec<_> = view.rows().map(|it| it.2).collect();
        assert_eq!(rows[0].progress.word, "取組中");
        assert_eq!(rows[2].progress.word, "取組中");
        assert!(rows[2].repeat.contains("再掲") && rows[2].repeat.contains("1-1-1"));
    }

    #[test]
    fn an_unchecked_measure_is_called_unchecked_and_counted_aloud() {
        let view = View::of(&sample::edition(), None, &speaker(Lang::Ja));

        assert_eq!(view.rows().nth(1).unwrap().2.progress.word, "未確認");
        assert!(view.unchecked.unwrap().contains('1'));
        let total = view.summary.last().unwrap();
        assert_eq!(
            (total.planned, total.not_started, total.unchecked),
            (2, 0, 1)
        );
    }

    #[test]
    fn a_missing_figure_says_why_and_is_no_zero() {
        let view = View::of(&sample::edition(), None, &speaker(Lang::En));
        assert_eq!(view.indicators[0].value, "No record");
        assert_eq!(view.indicators[0].target, "200人");
    }
}
