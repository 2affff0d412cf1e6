//! What the page of a measure shows, ready to be drawn.
use base::{Date, FAR_FUTURE, FiscalYear, city_date};
use indicator::{Missing, Registry};
use web::{
    Page,
    chart::{Chart, Frame, Lines, Series, at_two_widths},
};

use crate::{
    adopted::Owner,
    carry::{
        actions::TYPED,
        figure::{described_in_words, figure_text},
        model::{
            Activity, CheckedYear, Indicator, Placed, Published, Revision, Source, Stage,
            StudyStep, Subject, Task, YearState,
        },
    },
};

pub(super) struct Status {
    pub(super) tone: &'static str,
    pub(super) word: String,
}

pub(super) struct ListingShown {
    pub(super) id: String,
    pub(super) key: String,
    pub(super) name: String,
    pub(super) place: String,
    pub(super) is_repeat: bool,
    pub(super) purposes: Vec<String>,
    /// Each with whether it promises a study.
    pub(super) contents: Vec<(String, bool)>,
}

pub(super) fn listing(placed: Placed) -> ListingShown {
    let Placed {
        field,
        direction,
        listing,
    } = placed;
    ListingShown {
        id: listing.id.0,
        key: listing.key,
        name: listing.name,
        place: format!("{field} › {direction}"),
        is_repeat: listing.is_repeat,
        purposes: listing.purposes.into_iter().map(|it| it.text).collect(),
        contents: listing
            .contents
            .into_iter()
            .map(|it| (it.text, it.is_study))
            .collect(),
    }
}

pub(super) struct OwnerShown {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) unit_href: Option<String>,
    pub(super) from: String,
    /// Empty as long as no end is known.
    pub(super) until: String,
    pub(super) status: Status,
    pub(super) is_open: bool,
}

pub(super) fn owner(page: &Page, owner: &Owner, today: Date) -> OwnerShown {
    let (tone, key) = if today < owner.starts_on {
        ("waiting", "plan-carry-owner-coming")
    } else if today < owner.ends_on {
        ("doing", "plan-carry-owner-now")
    } else {
        ("none", "plan-carry-owner-past")
    };
    OwnerShown {
        id: owner.id.to_string(),
        name: owner.name.clone(),
        unit_href: owner.unit.as_ref().map(|it| format!("/organisation/{it}")),
        from: page.day(owner.starts_on),
        until: if owner.ends_on == FAR_FUTURE {
            String::new()
        } else {
            page.last_day(owner.ends_on)
        },
        status: Status {
            tone,
            word: page.t(key).into_owned(),
        },
        is_open: owner.ends_on == FAR_FUTURE,
    }
}

/// The names of those who owned the measure on a day.
fn owners_of(owners: &[Owner], day: Date) -> String {
    let names = owners
        .iter()
        .filter(|it| it.starts_on <= day && day < it.ends_on)
        .map(|it| it.name.as_str());
    names.collect::<Vec<_>>().join("、")
}

pub(super) struct TaskShown {
    pub(super) id: String,
    pub(super) what: String,
    pub(super) who: String,
    pub(super) due: String,
    pub(super) done: String,
    pub(super) status: Status,
    pub(super) is_carried: bool,
    pub(super) version: i64,
    /// Filled into the form that marks it as done with one press; empty when it is done.
    pub(super) today: String,
}

pub(super) fn task(page: &Page, task: Task, today: Date) -> TaskShown {
    let day = |it: Option<Date>| it.map(|it| page.day(it)).unwrap_or_default();
    let (tone, key) = match (task.done_on, task.content.due_on) {
        (Some(_), _) => ("done", "plan-carry-task-is-done"),
        (None, Some(due)) if due < today => ("late", "plan-carry-task-is-late"),
        (None, _) => ("todo", "plan-carry-task-is-open"),
    };
    TaskShown {
        id: task.id.0,
        due: day(task.content.due_on),
        done: day(task.done_on),
        status: Status {
            tone,
            word: page.t(key).into_owned(),
        },
        what: task.content.what,
        who: task.content.who,
        is_carried: task.is_carried,
        version: task.version,
        // A task of a year that has not begun cannot be done yet.
        today: if task.done_on.is_none() && task.year.first_day() <= today {
            today.to_string()
        } else {
            String::new()
        },
    }
}

pub(super) struct ActivityShown {
    pub(super) id: String,
    pub(super) day: String,
    pub(super) title: String,
    pub(super) people: String,
    pub(super) note: String,
    pub(super) source: String,
    pub(super) owners: String,
    pub(super) is_typed: bool,
}

/// A capability that reports has its name in the texts under `<source>-source`.
pub(super) fn activity(page: &Page, activity: Activity, owners: &[Owner]) -> ActivityShown {
    let is_typed = activity.source == TYPED;
    let key = format!("{}-source", activity.source);
    let source = if is_typed {
        page.t("plan-carry-source-typed").into_owned()
    } else if page.has(&key) {
        page.t(&key).into_owned()
    } else {
        activity.source
    };
    let content = activity.content;
    ActivityShown {
        id: activity.id.0,
        day: page.day(content.happened_on),
        people: content
            .people
            .map(|it| figure_text(it, 0))
            .unwrap_or_default(),
        owners: owners_of(owners, content.happened_on),
        title: content.title,
        note: content.note,
        source,
        is_typed,
    }
}

pub(super) struct IndicatorShown {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) definition: String,
    pub(super) unit: String,
    pub(super) source: String,
    /// What a computed indicator counts; empty for a typed one.
    pub(super) source_definition: String,
    pub(super) base: String,
    pub(super) years: Vec<IndicatorYear>,
    pub(super) chart: Option<Chart>,
    pub(super) is_typed: bool,
}

pub(super) struct IndicatorYear {
    pub(super) year: i16,
    pub(super) label: String,
    pub(super) is_chosen: bool,
    pub(super) target: String,
    pub(super) reading: String,
    /// Why there is no figure; empty when there is one, or when nobody has said anything.
    pub(super) missing: String,
    pub(super) as_of: String,
}

/// Why a figure is missing, in words: a reason of the program, or what a person wrote.
fn missing_words(page: &Page, reason: &str) -> String {
    match Missing::of_word(reason) {
        Some(known) => page
            .t(&format!(
                "plan-carry-missing-{}",
                known.word().replace('_', "-")
            ))
            .into_owned(),
        None => reason.to_owned(),
    }
}

pub(super) fn indicator(
    page: &Page,
    indicator: Indicator,
    years: &[FiscalYear],
    chosen: FiscalYear,
    place: usize,
    registry: &Registry,
) -> IndicatorShown {
    let content = &indicator.content;
    let figure = |it: i64| figure_text(it, content.decimals);
    let rows = years.iter().map(|year| {
        let reading = indicator.reading(*year);
        IndicatorYear {
            year: year.year(),
            label: page.fiscal_year(*year),
            is_chosen: *year == chosen,
            target: indicator.target(*year).map(figure).unwrap_or_default(),
            reading: reading
                .and_then(|it| it.value.as_ref().ok())
                .map(|it| figure(*it))
                .unwrap_or_default(),
            missing: reading
                .and_then(|it| it.value.as_ref().err())
                .map(|it| missing_words(page, it))
                .unwrap_or_default(),
            as_of: reading.map(|it| page.day(it.as_of)).unwrap_or_default(),
        }
    });
    let years_shown: Vec<IndicatorYear> = rows.collect();
    let (source, source_definition) = match &content.source {
        Source::Typed => (
            page.t("plan-carry-source-typed").into_owned(),
            String::new(),
        ),
        Source::Computed(name) => match registry.get(name) {
            Some(known) => (
                page.t(&known.text_key()).into_owned(),
                page.t(&known.definition_key()).into_owned(),
            ),
            None => (
                name.clone(),
                page.t("plan-carry-missing-unknown").into_owned(),
            ),
        },
    };
    IndicatorShown {
        chart: chart(page, &indicator, years, place),
        id: indicator.id.to_string(),
        source,
        source_definition,
        base: content
            .base
            .map(|it| format!("{}{}", figure(it), content.unit))
            .unwrap_or_default(),
        is_typed: content.source == Source::Typed,
        years: years_shown,
        name: indicator.content.name,
        definition: indicator.content.definition,
        unit: indicator.content.unit,
    }
}

/// Target and figure over the years, as soon as there is one figure.
fn chart(page: &Page, indicator: &Indicator, years: &[FiscalYear], place: usize) -> Option<Chart> {
    let scale = 10_f64.powi(indicator.content.decimals.into());
    let plain = |it: i64| it as f64 / scale;
    let readings: Vec<Option<f64>> = years
        .iter()
        .map(|year| {
            indicator
                .reading(*year)
                .and_then(|it| it.value.as_ref().ok())
                .map(|it| plain(*it))
        })
        .collect();
    if readings.iter().all(Option::is_none) {
        return None;
    }
    let targets: Vec<Option<f64>> = years
        .iter()
        .map(|year| indicator.target(*year).map(plain))
        .collect();
    let labels: Vec<String> = years
        .iter()
        .map(|it| match page.language() {
            web::Lang::Ja => it.wareki(),
            web::Lang::En => format!("FY{}", it.year()),
        })
        .collect();
    let (heading, missing) = (
        page.t("plan-carry-year"),
        page.t("plan-carry-missing-short"),
    );
    let (reading, target) = (page.t("plan-carry-reading"), page.t("plan-carry-target"));
    let mut series = vec![Series {
        name: &reading,
        values: readings,
    }];
    if targets.iter().any(Option::is_some) {
        series.push(Series {
            name: &target,
            values: targets,
        });
    }
    let lines = Lines {
        period_heading: &heading,
        unit: &indicator.content.unit,
        decimals: indicator.content.decimals.into(),
        missing: &missing,
        periods: labels.iter().map(String::as_str).collect(),
        series,
    };
    let frame = Frame {
        id: &format!("indicator-{place}"),
        title: &indicator.content.name,
        description: &page.t("plan-carry-chart-description"),
        width: 640,
    };
    Some(at_two_widths(&frame, |it| lines.draw(it)))
}

pub(super) struct StepShown {
    pub(super) stage: String,
    pub(super) day: String,
    pub(super) text: String,
    pub(super) is_decision: bool,
}

pub(super) fn step(page: &Page, step: StudyStep) -> StepShown {
    StepShown {
        stage: page.t(&step.stage.text_key()).into_owned(),
        day: page.day(step.decided_on),
        text: step.text,
        is_decision: step.stage == Stage::Decision,
    }
}

pub(super) struct RevisionShown {
    pub(super) day: String,
    pub(super) subject: String,
    pub(super) before: String,
    pub(super) after: String,
    pub(super) reason: String,
}

pub(super) fn revision(page: &Page, revision: Revision) -> RevisionShown {
    RevisionShown {
        day: page.day(city_date(revision.at)),
        subject: page.t(&revision.subject.text_key()).into_owned(),
        before: in_words(revision.subject, &revision.before, page),
        after: in_words(revision.subject, &revision.after, page),
        reason: revision.reason,
    }
}

/// What a revision keeps of an indicator is kept for two languages.
fn in_words(subject: Subject, text: &str, page: &Page) -> String {
    match subject {
        Subject::Indicator => described_in_words(text, page),
        _ => text.to_owned(),
    }
}

pub(super) struct ResultShown {
    pub(super) year: String,
    pub(super) href: String,
    pub(super) progress: Status,
    pub(super) achievement: Status,
    pub(super) done: String,
    pub(super) learned: String,
    pub(super) next: String,
}

pub(super) fn result(page: &Page, year: &CheckedYear, published: &Published) -> ResultShown {
    let standing = published.standing;
    ResultShown {
        year: page.fiscal_year(year.year),
        href: format!("/plan/editions/{}", year.year.year()),
        progress: Status {
            tone: standing.progress.tone(),
            word: page.t(&standing.progress.text_key()).into_owned(),
        },
        achievement: Status {
            tone: standing.achievement.tone(),
            word: page.t(&standing.achievement.text_key()).into_owned(),
        },
        done: published.done.clone(),
        learned: published.learned.clone(),
        next: published.next.clone(),
    }
}

/// What there is to say about the chosen year; empty while it is being planned.
pub(super) fn year_note(page: &Page, state: YearState) -> String {
    match state {
        YearState::Planning => String::new(),
        YearState::Opened => page.t("plan-carry-year-opened").into_owned(),
        YearState::Frozen => page.t("plan-carry-year-frozen").into_owned(),
    }
}
