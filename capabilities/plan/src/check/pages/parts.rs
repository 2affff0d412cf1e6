//! What the pages of the check share: ready words for templates.
use std::collections::HashMap;

use base::{Date, FiscalYear, StaffId};
use web::{
    Page,
    form::{Answer, Choice, Field, FormState},
};

use crate::{
    adopted::{Achievement, Listing, Progress, Standing},
    carry::figure_text,
    check::{
        model::{Check, Consultation, State, Step, Words},
        rules::LONGEST_TEXT,
        store::evidence::Evidence,
    },
};

/// A state in words, with the tone of its picture.
#[derive(Debug, Clone)]
pub(super) struct Status {
    pub(super) tone: &'static str,
    pub(super) word: String,
}

impl Status {
    pub(super) fn new(page: &Page, tone: &'static str, key: &str) -> Self {
        Self {
            tone,
            word: page.t(key).into_owned(),
        }
    }

    pub(super) fn of(page: &Page, state: State) -> Self {
        Self::new(page, state.tone(), &state.text_key())
    }

    pub(super) fn of_progress(page: &Page, it: Progress) -> Self {
        Self::new(page, it.tone(), &it.text_key())
    }

    pub(super) fn of_achievement(page: &Page, it: Achievement) -> Self {
        Self::new(page, it.tone(), &it.text_key())
    }
}

/// What was said of a measure, by an owner or by the plan office.
pub(super) struct Said {
    pub(super) who: String,
    pub(super) state: Option<Status>,
    pub(super) axes: Vec<Status>,
    /// The three texts that are not empty.
    pub(super) texts: Vec<Answer>,
}

impl Said {
    pub(super) fn new(page: &Page, who: String, state: Option<Status>, words: &Words) -> Self {
        let mut axes = Vec::new();
        axes.extend(words.progress.map(|it| Status::of_progress(page, it)));
        axes.extend(words.achievement.map(|it| Status::of_achievement(page, it)));
        let texts = texts(page, words)
            .into_iter()
            .filter(|it| !it.value.is_empty())
            .collect();
        Self {
            who,
            state,
            axes,
            texts,
        }
    }

    pub(super) fn of_check(page: &Page, check: &Check) -> Self {
        Self::new(
            page,
            check.owner_name.clone(),
            Some(Status::of(page, check.state)),
            &check.words,
        )
    }
}

pub(super) fn words_of(standing: Standing, done: &str, learned: &str, next: &str) -> Words {
    Words {
        progress: Some(standing.progress),
        achievement: Some(standing.achievement),
        done: done.to_owned(),
        learned: learned.to_owned(),
        next: next.to_owned(),
    }
}

/// The three texts under their labels.
pub(super) fn texts(page: &Page, words: &Words) -> Vec<Answer> {
    vec![
        Answer::new(page.t("plan-check-done"), &words.done),
        Answer::new(page.t("plan-check-learned"), &words.learned),
        Answer::new(page.t("plan-check-next"), &words.next),
    ]
}

/// Both axes and the three texts, as they stand to be checked before they are submitted.
pub(super) fn answers(page: &Page, words: &Words) -> Vec<Answer> {
    let axis = |key: Option<String>| key.map(|it| page.t(&it).into_owned()).unwrap_or_default();
    let mut answers = vec![
        Answer::new(
            page.t("plan-progress"),
            axis(words.progress.map(|it| it.text_key())),
        ),
        Answer::new(
            page.t("plan-achievement"),
            axis(words.achievement.map(|it| it.text_key())),
        ),
    ];
    answers.extend(texts(page, words));
    answers
}

/// What somebody else saved, where it is not what this person wrote. Both are answers to the same questions.
pub(super) fn differing(saved: Vec<Answer>, sent: Vec<Answer>) -> Vec<Answer> {
    saved
        .into_iter()
        .zip(sent)
        .filter(|(saved, sent)| saved.value != sent.value)
        .map(|it| it.0)
        .collect()
}

/// The fields of both axes and the three texts, filled with `words` or with what was sent.
pub(super) fn word_fields(page: &Page, words: &Words, form: &FormState) -> Vec<Field> {
    let progress = Progress::ALL
        .iter()
        .map(|it| Choice::new(it.word(), page.t(&it.text_key())))
        .collect();
    let achievement = Achievement::ALL
        .iter()
        .map(|it| Choice::new(it.word(), page.t(&it.text_key())))
        .collect();
    let area = |name: &str, label: &str, help: &str, value: &str| {
        Field::area(name, page.t(label))
            .help(page.t(help))
            .value(value)
            .rows(5)
            .max_length(LONGEST_TEXT)
    };
    let fields = [
        Field::radios("progress", page.t("plan-progress"), progress)
            .help(page.t("plan-check-progress-help"))
            .value(words.progress.map(Progress::word).unwrap_or_default())
            .required(),
        Field::radios("achievement", page.t("plan-achievement"), achievement)
            .help(page.t("plan-check-achievement-help"))
            .value(words.achievement.map(Achievement::word).unwrap_or_default())
            .required(),
        area(
            "done",
            "plan-check-done",
            "plan-check-done-help",
            &words.done,
        ),
        area(
            "learned",
            "plan-check-learned",
            "plan-check-learned-help",
            &words.learned,
        ),
        area(
            "next",
            "plan-check-next",
            "plan-check-next-help",
            &words.next,
        )
        .required(),
    ];
    fields.into_iter().map(|it| form.fill(it)).collect()
}

/// Both axes and the three texts as a form sent them.
pub(super) fn sent_words(form: &FormState) -> Words {
    Words {
        progress: Progress::of_word(&form.text("progress")),
        achievement: Achievement::of_word(&form.text("achievement")),
        done: form.text("done"),
        learned: form.text("learned"),
        next: form.text("next"),
    }
}

/// A question to another unit and its answer, ready to be shown.
pub(super) struct Asked {
    pub(super) id: String,
    pub(super) unit: String,
    pub(super) question: String,
    pub(super) due: String,
    pub(super) answer: String,
    /// Who answered and when; empty before.
    pub(super) answered: String,
    pub(super) status: Status,
}

impl Asked {
    pub(super) fn new(
        page: &Page,
        it: &Consultation,
        unit: String,
        names: &HashMap<StaffId, String>,
        today: Date,
    ) -> Self {
        let (tone, key) = match (&it.answer, it.withdrawn_at) {
            (Some(_), _) => ("done", "plan-check-question-answered"),
            (None, Some(_)) => ("none", "plan-check-question-withdrawn"),
            (None, None) if it.due_on < today => ("late", "plan-check-question-late"),
            (None, None) => ("waiting", "plan-check-question-waiting"),
        };
        Self {
            id: it.id.to_string(),
            unit,
            question: it.question.clone(),
            due: page.day(it.due_on),
            answer: it
                .answer
                .as_ref()
                .map(|it| it.text.clone())
                .unwrap_or_default(),
            answered: it
                .answer
                .as_ref()
                .map(|it| {
                    format!(
                        "{} {}",
                        names.get(&it.by).map_or("", String::as_str),
                        page.moment(it.at)
                    )
                })
                .unwrap_or_default(),
            status: Status::new(page, tone, key),
        }
    }
}

/// What happened to a check, ready to be shown.
pub(super) struct Happened {
    pub(super) at: String,
    pub(super) who: String,
    pub(super) what: String,
    pub(super) reason: String,
}

/// Everybody whom the history names.
pub(super) fn people_of(steps: &[Step]) -> Vec<StaffId> {
    let all = steps
        .iter()
        .flat_map(|it| [Some(&it.by), it.in_place_of.as_ref()]);
    all.flatten().cloned().collect()
}

/// The history, newest first. Saves of a draft that was a draft before are left out.
pub(super) fn history(
    page: &Page,
    steps: &[Step],
    names: &HashMap<StaffId, String>,
) -> Vec<Happened> {
    let key = |it: &Step| match (it.from, it.to) {
        (State::Submitted, State::Drafting) => "plan-check-step-taken-back",
        (State::Approved, State::Returned) => "plan-check-step-reopened",
        (_, State::Returned) => "plan-check-step-returned",
        (_, State::Submitted) => "plan-check-step-submitted",
        (_, State::Approved) => "plan-check-step-approved",
        _ => "plan-check-step-drafted",
    };
    steps
        .iter()
        .rev()
        .filter(|it| it.from != it.to)
        .map(|it| Happened {
            at: page.moment(it.at),
            who: who(page, it, names),
            what: page.t(key(it)).into_owned(),
            reason: it.reason.clone(),
        })
        .collect()
}

/// Who took a step: 「職員 二（課長 一の代理）」.
fn who(page: &Page, it: &Step, names: &HashMap<StaffId, String>) -> String {
    let name = names.get(&it.by).cloned().unwrap_or_default();
    match it.in_place_of.as_ref().and_then(|it| names.get(it)) {
        Some(principal) => page
            .say(
                "plan-check-in-place-of",
                &[
                    ("name", name.into()),
                    ("principal", principal.as_str().into()),
                ],
            )
            .into_owned(),
        None => name,
    }
}

/// One indicator's figures.
pub(super) struct FigureLine {
    pub(super) name: String,
    pub(super) definition: String,
    pub(super) base: String,
    pub(super) target: String,
    pub(super) value: String,
    /// Why there is no figure, or the day of the figure.
    pub(super) note: String,
}

pub(super) struct TaskLine {
    pub(super) what: String,
    pub(super) who: String,
    pub(super) due: String,
    pub(super) done: String,
}

pub(super) struct ActivityLine {
    pub(super) on: String,
    pub(super) title: String,
    pub(super) people: String,
    pub(super) note: String,
}

/// The measure and its evidence, ready to be shown.
pub(super) struct EvidenceView {
    pub(super) year: String,
    pub(super) listings: Vec<Listing>,
    pub(super) is_study: bool,
    pub(super) tasks: Vec<TaskLine>,
    pub(super) figures: Vec<FigureLine>,
    pub(super) activities: Vec<ActivityLine>,
    pub(super) last_year: String,
    pub(super) last: Vec<Said>,
}

impl EvidenceView {
    pub(super) fn new(page: &Page, it: Evidence, year: FiscalYear) -> Self {
        let day = |it: Option<Date>| it.map(|it| page.day(it)).unwrap_or_default();
        let mut last: Vec<Said> = it
            .last_checks
            .iter()
            .map(|it| Said::of_check(page, it))
            .collect();
        last.extend(it.last_outcome.map(|it| {
            let it = it.outcome;
            let words = words_of(it.standing, &it.done, &it.learned, &it.next);
            Said::new(page, page.t("plan-check-result").into_owned(), None, &words)
        }));
        Self {
            year: page.fiscal_year(year),
            is_study: it.measure.is_study,
            listings: it.listings,
            tasks: it
                .tasks
                .into_iter()
                .map(|it| TaskLine {
                    what: it.what,
                    who: it.who,
                    due: day(it.due_on),
                    done: day(it.done_on),
                })
                .collect(),
            figures: it
                .figures
                .into_iter()
                .map(|it| {
                    let figure = |value: Option<i64>| {
                        value
                            .map(|value| format!("{}{}", figure_text(value, it.decimals), it.unit))
                            .unwrap_or_default()
                    };
                    FigureLine {
                        base: figure(it.base),
                        target: figure(it.target),
                        value: figure(it.value),
                        note: match (it.value, it.missing) {
                            (Some(_), _) => {
                                let as_of = day(it.as_of);
                                page.say("plan-check-as-of", &[("day", as_of.into())])
                                    .into_owned()
                            }
                            (None, Some(why)) => why,
                            (None, None) => page.t("plan-check-no-figure").into_owned(),
                        },
                        name: it.name,
                        definition: it.definition,
                    }
                })
                .collect(),
            activities: it
                .activities
                .into_iter()
                .map(|it| ActivityLine {
                    on: page.day(it.happened_on),
                    title: it.title,
                    people: it
                        .people
                        .map(|count| {
                            page.say("plan-check-people", &[("count", count.into())])
                                .into_owned()
                        })
                        .unwrap_or_default(),
                    note: it.note,
                })
                .collect(),
            last_year: page.fiscal_year(year.previous()),
            last,
        }
    }
}
