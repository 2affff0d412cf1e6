//! What the page shows, in words.
use std::collections::HashMap;

use askama::Template;
use base::{Date, FiscalYear};
use web::{
    Lang, NavItem, Page,
    chart::Chart,
    form::{Choice, Field},
};

use super::{
    Wanted,
    choice::{Phase, address},
    picture::progress_chart,
};
use crate::adopted::{
    self, Achievement, Listing, Measure, MeasureId, Plan, Progress, Standing, Tally,
};

/// The filter by progress that keeps measures without a result.
const UNCHECKED: &str = "unchecked";

struct FieldView {
    anchor: String,
    name: String,
    directions: Vec<DirectionView>,
}

struct DirectionView {
    anchor: String,
    key: String,
    name: String,
    paragraphs: Vec<String>,
    points: Vec<String>,
    rows: Vec<RowView>,
}

struct RowView {
    key: String,
    name: String,
    href: String,
    is_repeat: bool,
    is_study: bool,
    owners: String,
    progress: (&'static str, String),
    /// Nothing without a result.
    achievement: Option<(&'static str, String)>,
}

struct TallyView {
    name: String,
    figures: [String; 5],
}

#[derive(Template)]
#[template(path = "browse/plan.html")]
pub(super) struct PlanPage {
    pub(super) page: Page,
    /// The adopted plans beside each other; only this one when there is no other.
    pub(super) tabs: Vec<NavItem>,
    /// The address of this plan's page, without what is filtered.
    address: String,
    history: String,
    period: String,
    /// In words: which year the results are of, and how much of it is done.
    results: String,
    /// Where the published year is told whole; nothing before the first one.
    edition: Option<String>,
    chart: Option<Chart>,
    tallies: Vec<TallyView>,
    filters: Vec<Field>,
    is_filtered: bool,
    found: String,
    fields: Vec<FieldView>,
    pub(super) may_import: bool,
    pub(super) has_history: bool,
}

pub(super) fn plan_page(
    page: Page,
    plan: &Plan,
    published: Option<(FiscalYear, HashMap<MeasureId, Standing>)>,
    wanted: &Wanted,
    today: Date,
) -> PlanPage {
    let (year, standings) = published.unzip();
    let standings = &standings.unwrap_or_default();
    let rollup = adopted::roll_up(plan, standings);
    let words = Words::of(&page);
    // Of a plan that has not begun or is over: who owned a measure on its first or last day.
    let day = today.clamp(plan.period.first_day(), plan.period.last_day());
    let query = base::search_key(wanted.q.trim());
    let keep = Keep {
        wanted,
        query: &query,
        standings,
        day,
    };
    let measures: HashMap<&MeasureId, &Measure> =
        plan.measures.iter().map(|it| (&it.id, it)).collect();
    let is_filtered = wanted.is_filtered();
    let mut fields = Vec::with_capacity(plan.fields.len());
    let (mut shown, mut all) = (0_usize, 0_usize);
    for (number, field) in (1..).zip(&plan.fields) {
        let is_wanted = wanted.field.is_empty() || wanted.field == number.to_string();
        let mut directions = Vec::with_capacity(field.directions.len());
        for (order, direction) in (1..).zip(&field.directions) {
            all += direction.listings.len();
            let rows: Vec<RowView> = direction
                .listings
                .iter()
                .filter_map(|it| Some((it, *measures.get(&it.measure)?)))
                .filter(|(it, measure)| is_wanted && keep.keeps(it, measure))
                .map(|(it, measure)| row(it, measure, standings.get(&measure.id), day, &words))
                .collect();
            shown += rows.len();
            if rows.is_empty() && is_filtered {
                continue;
            }
            directions.push(DirectionView {
                anchor: format!("d-{number}-{order}"),
                key: format!("{number}-{order}"),
                name: direction.name.clone(),
                paragraphs: direction.statement.lines().map(str::to_owned).collect(),
                points: direction.points.clone(),
                rows,
            });
        }
        if !directions.is_empty() || !is_filtered {
            fields.push(FieldView {
                anchor: format!("f-{number}"),
                name: format!("{number} {}", field.name),
                directions,
            });
        }
    }
    let tally = |name: &str, it: &Tally| TallyView {
        name: name.to_owned(),
        figures: [
            it.planned.to_string(),
            it.completed.to_string(),
            it.under_way.to_string(),
            it.not_started.to_string(),
            it.unchecked.to_string(),
        ],
    };
    let mut tallies: Vec<TallyView> = plan
        .fields
        .iter()
        .zip(&rollup.fields)
        .map(|(field, it)| tally(&field.name, it))
        .collect();
    tallies.push(tally(&page.t("web-total"), &rollup.plan));
    PlanPage {
        tabs: Vec::new(),
        address: address("/plan", plan.period.first()),
        history: address("/plan/history", plan.period.first()),
        period: page
            .say(
                "plan-browse-period",
                &[
                    ("first", page.fiscal_year(plan.period.first()).into()),
                    ("last", page.fiscal_year(plan.period.last()).into()),
                ],
            )
            .into_owned(),
        results: results_in_words(&page, year, &rollup.plan),
        edition: year.map(|it| format!("/plan/editions/{it}")),
        chart: year.map(|it| progress_chart(&page, plan, &rollup.fields, it)),
        tallies,
        filters: filters(&page, plan, wanted, day, &words),
        is_filtered,
        found: page
            .say(
                "plan-browse-found",
                &[("all", all.into()), ("shown", shown.into())],
            )
            .into_owned(),
        fields,
        may_import: false,
        has_history: false,
        page,
    }
}

/// The adopted plans beside each other, the newest first, with whether each is coming, running or past.
pub(super) fn tabs(
    page: &Page,
    plans: &[Plan],
    shown: &Plan,
    this_year: FiscalYear,
) -> Vec<NavItem> {
    let tab = |it: &Plan| {
        let (first, last) = (it.period.first(), it.period.last());
        let period = match page.language() {
            Lang::Ja => it.period.wareki(),
            Lang::En => format!("FY{first} to FY{last}"),
        };
        NavItem {
            href: address("/plan", first),
            label: page
                .say(
                    Phase::of(it, this_year).text_key(),
                    &[("period", period.into())],
                )
                .into_owned(),
            is_current: it.id == shown.id,
            count: None,
        }
    };
    plans.iter().map(tab).collect()
}

/// Words that stand in many rows, said once.
struct Words {
    progress: Vec<(Progress, String)>,
    achievement: Vec<(Achievement, String)>,
    unchecked: String,
}

impl Words {
    fn of(page: &Page) -> Self {
        let progress = Progress::ALL
            .iter()
            .map(|it| (*it, page.t(&it.text_key()).into_owned()));
        let achievement = Achievement::ALL
            .iter()
            .map(|it| (*it, page.t(&it.text_key()).into_owned()));
        Self {
            progress: progress.collect(),
            achievement: achievement.collect(),
            unchecked: page.t("plan-unchecked").into_owned(),
        }
    }

    fn of_progress(&self, it: Progress) -> String {
        let found = self.progress.iter().find(|word| word.0 == it);
        found.map(|word| word.1.clone()).unwrap_or_default()
    }

    fn of_achievement(&self, it: Achievement) -> String {
        let found = self.achievement.iter().find(|word| word.0 == it);
        found.map(|word| word.1.clone()).unwrap_or_default()
    }
}

fn row(
    listing: &Listing,
    measure: &Measure,
    standing: Option<&Standing>,
    day: Date,
    words: &Words,
) -> RowView {
    let marks: Vec<&str> = measure.owners_on(day).map(|it| it.mark.as_str()).collect();
    RowView {
        key: listing.key.clone(),
        name: listing.name.clone(),
        href: format!("/plan/measures/{}", measure.id),
        is_repeat: listing.is_repeat,
        is_study: measure.is_study,
        owners: marks.join("／"),
        progress: match standing {
            Some(it) => (it.progress.tone(), words.of_progress(it.progress)),
            None => ("none", words.unchecked.clone()),
        },
        achievement: standing
            .map(|it| (it.achievement.tone(), words.of_achievement(it.achievement))),
    }
}

/// Which listings are shown.
struct Keep<'a> {
    wanted: &'a Wanted,
    /// The search key of the words asked for.
    query: &'a str,
    standings: &'a HashMap<MeasureId, Standing>,
    day: Date,
}

impl Keep<'_> {
    fn keeps(&self, listing: &Listing, measure: &Measure) -> bool {
        let owner = &self.wanted.owner;
        let is_owner = owner.is_empty() || measure.owners_on(self.day).any(|it| it.mark == *owner);
        let progress = self.standings.get(&measure.id).map(|it| it.progress);
        let is_progress = match self.wanted.progress.as_str() {
            "" => true,
            UNCHECKED => progress.is_none(),
            word => progress.is_some_and(|it| it.word() == word),
        };
        is_owner && is_progress && (self.query.is_empty() || self.says(listing, measure))
    }

    /// Whether the words asked for stand in the listing or are its key.
    fn says(&self, listing: &Listing, measure: &Measure) -> bool {
        let lines = listing.purposes.iter().chain(&listing.contents);
        let texts = [&listing.key, &listing.name, &measure.name]
            .into_iter()
            .chain(lines.map(|it| &it.text));
        texts
            .into_iter()
            .any(|it| base::search_key(it).contains(self.query))
    }
}

fn results_in_words(page: &Page, year: Option<FiscalYear>, tally: &Tally) -> String {
    let Some(year) = year else {
        return page
            .say(
                "plan-browse-no-results",
                &[("planned", tally.planned.into())],
            )
            .into_owned();
    };
    let rate = tally.rate().map(|it| it.to_string()).unwrap_or_default();
    page.say(
        "plan-browse-results",
        &[
            ("year", page.fiscal_year(year).into()),
            ("planned", tally.planned.into()),
            ("completed", tally.completed.into()),
            ("rate", rate.into()),
            ("unchecked", tally.unchecked.into()),
        ],
    )
    .into_owned()
}

fn filters(page: &Page, plan: &Plan, wanted: &Wanted, day: Date, words: &Words) -> Vec<Field> {
    let all = || vec![Choice::new("", page.t("web-filter-all"))];
    let mut fields = all();
    fields.extend(
        (1..)
            .zip(&plan.fields)
            .map(|(number, it)| Choice::new(number.to_string(), it.name.as_str())),
    );
    let mut marks: Vec<&str> = Vec::new();
    for owner in plan.measures.iter().flat_map(|it| it.owners_on(day)) {
        if !marks.contains(&owner.mark.as_str()) {
            marks.push(&owner.mark);
        }
    }
    let mut owners = all();
    owners.extend(marks.into_iter().map(|it| Choice::new(it, it)));
    let mut progress = all();
    progress.extend(
        words
            .progress
            .iter()
            .map(|(it, word)| Choice::new(it.word(), word.as_str())),
    );
    progress.push(Choice::new(UNCHECKED, words.unchecked.as_str()));
    vec![
        Field::hidden("year", plan.period.first().to_string()),
        Field::search("q", page.t("plan-browse-search")).value(wanted.q.as_str()),
        Field::select("field", page.t("plan-browse-field"), fields).value(wanted.field.as_str()),
        Field::select("owner", page.t("plan-browse-owner"), owners).value(wanted.owner.as_str()),
        Field::select("progress", page.t("plan-progress"), progress)
            .value(wanted.progress.as_str()),
    ]
}
