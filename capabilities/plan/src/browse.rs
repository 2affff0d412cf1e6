//! The plan as adopted, for every member of staff: fields, directions, listings, and how far each measure is.
use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use base::{Date, FiscalYear};
use db::{Record, Row, Tx, params};
use gate::{Action, App, NavEntry, Route, Visit};
use serde::Deserialize;
use web::{
    Page, Result,
    chart::{self, Chart, Fill, Frame, Scale, StackedBars, StackedRow},
    form::{Choice, Field},
};

use crate::{
    adopted::{self, Listing, Measure, MeasureId, Plan, PlanId, Progress, Standing, Tally},
    import::IMPORT,
};

/// Reading the adopted plan.
pub(crate) const READ: Action = Action("plan.read");

pub(crate) const NAV: NavEntry = NavEntry {
    href: "/plan",
    label_key: "plan-browse-title",
    action: READ,
    place: 30,
};

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/plan", READ, show),
        Route::get("/plan/history", READ, history),
    ]
}

/// The filter by progress that keeps measures without a result.
const UNCHECKED: &str = "unchecked";

#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    field: String,
    #[serde(default)]
    owner: String,
    #[serde(default)]
    progress: String,
    #[serde(default)]
    q: String,
}

impl Wanted {
    fn is_filtered(&self) -> bool {
        [&self.field, &self.owner, &self.progress, &self.q]
            .iter()
            .any(|it| !it.trim().is_empty())
    }
}

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
struct PlanPage {
    page: Page,
    period: String,
    /// In words: which year the results are of, and how much of it is done.
    results: String,
    /// Nothing before the first result.
    chart: Option<Chart>,
    tallies: Vec<TallyView>,
    filters: Vec<Field>,
    is_filtered: bool,
    found: String,
    fields: Vec<FieldView>,
    may_import: bool,
    has_history: bool,
}

#[derive(Template)]
#[template(path = "browse/none.html")]
struct NoPlan {
    page: Page,
    may_import: bool,
}

/// What the plan office said of a measure in a year.
struct Checked {
    measure: MeasureId,
    year: FiscalYear,
    standing: Standing,
}

impl Record for Checked {
    fn read(row: &Row) -> db::Result<Self> {
        Ok(Self {
            measure: row.get("measure_id")?,
            year: row.get("year")?,
            standing: Standing {
                progress: row.get("progress")?,
                achievement: row.get("achievement")?,
            },
        })
    }
}

async fn results(tx: &mut Tx, plan: &PlanId, year: FiscalYear) -> db::Result<Vec<Checked>> {
    tx.all(
        "select r.measure_id, r.year, r.progress, r.achievement
         from plan_results r join plan_measures m on m.id = r.measure_id
         where m.plan_id = $1 and r.year <= $2 and $3 <= r.year",
        params![plan, year, year.previous()],
    )
    .await
}

/// The year to show, and its results: this year as soon as it has any, else the year before. A day after the plan shows its last year.
fn shown_year(found: Vec<Checked>, year: FiscalYear) -> (FiscalYear, HashMap<MeasureId, Standing>) {
    let has_this_year = found.iter().any(|it| it.year == year);
    let shown = if has_this_year { year } else { year.previous() };
    let standings: HashMap<_, _> = found
        .into_iter()
        .filter(|it| it.year == shown)
        .map(|it| (it.measure, it.standing))
        .collect();
    let shown = if standings.is_empty() { year } else { shown };
    (shown, standings)
}

async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(wanted): Query<Wanted>,
) -> Result<Response> {
    let today = app.today();
    let found = app
        .db
        .read(async |tx| {
            let Some(plan) = adopted::current(tx, today).await? else {
                return Result::Ok(None);
            };
            let year = FiscalYear::of(today)
                .max(plan.period.first())
                .min(plan.period.last());
            let results = results(tx, &plan.id, year).await?;
            let has_history = has_history(tx, &plan.id).await?;
            Ok(Some((plan, shown_year(results, year), has_history)))
        })
        .await?;
    let may_import = app.may(&visit.actor, IMPORT);
    match found {
        Some((plan, (year, standings), has_history)) => {
            let page = visit.page_headed(plan.title.clone());
            let mut shown = plan_page(page, &plan, (year, &standings), &wanted, today);
            shown.may_import = may_import;
            shown.has_history = has_history;
            web::render(shown)
        }
        None => web::render(NoPlan {
            page: visit.page("plan-browse-title"),
            may_import,
        }),
    }
}

fn plan_page(
    page: Page,
    plan: &Plan,
    (year, standings): (FiscalYear, &HashMap<MeasureId, Standing>),
    wanted: &Wanted,
    today: Date,
) -> PlanPage {
    let rollup = adopted::roll_up(plan, standings);
    let words = Words::of(&page);
    let day = today.max(plan.period.first_day());
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
    let has_results = rollup.plan.unchecked < rollup.plan.planned;
    PlanPage {
        period: page
            .say(
                "plan-browse-period",
                &[
                    ("first", page.fiscal_year(plan.period.first()).into()),
                    ("last", page.fiscal_year(plan.period.last()).into()),
                ],
            )
            .into_owned(),
        results: results_in_words(&page, year, &rollup.plan, has_results),
        chart: has_results.then(|| progress_chart(&page, plan, &rollup.fields, year)),
        tallies,
        filters: filters(&page, plan, wanted, day, &words),
        is_filtered,
        found: page
            .say(
                "plan-browse-found",
                &[
                    ("all", all.to_string().into()),
                    ("shown", shown.to_string().into()),
                ],
            )
            .into_owned(),
        fields,
        may_import: false,
        has_history: false,
        page,
    }
}

/// Words that stand in many rows, said once.
struct Words {
    progress: Vec<(Progress, String)>,
    achievement: Vec<(adopted::Achievement, String)>,
    unchecked: String,
}

impl Words {
    fn of(page: &Page) -> Self {
        let progress = Progress::ALL
            .iter()
            .map(|it| (*it, page.t(&it.text_key()).into_owned()));
        let achievement = adopted::Achievement::ALL
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

    fn of_achievement(&self, it: adopted::Achievement) -> String {
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

fn results_in_words(page: &Page, year: FiscalYear, tally: &Tally, has_results: bool) -> String {
    if !has_results {
        return page
            .say(
                "plan-browse-no-results",
                &[("planned", tally.planned.to_string().into())],
            )
            .into_owned();
    }
    let rate = tally.rate().map(|it| it.to_string()).unwrap_or_default();
    page.say(
        "plan-browse-results",
        &[
            ("year", page.fiscal_year(year).into()),
            ("planned", tally.planned.to_string().into()),
            ("completed", tally.completed.to_string().into()),
            ("rate", rate.into()),
            ("unchecked", tally.unchecked.to_string().into()),
        ],
    )
    .into_owned()
}

fn progress_chart(page: &Page, plan: &Plan, tallies: &[Tally], year: FiscalYear) -> Chart {
    let count = |it: i64| u32::try_from(it).unwrap_or(0);
    let names = [
        page.t("plan-progress-completed"),
        page.t("plan-progress-under-way"),
        page.t("plan-progress-not-started"),
        page.t("plan-unchecked"),
    ];
    let fills = [Fill::Solid, Fill::Stripes, Fill::Dots, Fill::Empty];
    let notes: Vec<String> = tallies
        .iter()
        .map(|it| {
            let rate = it.rate().map(|it| it.to_string()).unwrap_or_default();
            page.say(
                "plan-browse-chart-note",
                &[
                    ("completed", it.completed.to_string().into()),
                    ("planned", it.planned.to_string().into()),
                    ("rate", rate.into()),
                ],
            )
            .into_owned()
        })
        .collect();
    let heading = page.t("plan-browse-field");
    let bars = StackedBars {
        row_heading: &heading,
        parts: names
            .iter()
            .zip(fills)
            .map(|(name, fill)| chart::Part { name, fill })
            .collect(),
        rows: plan
            .fields
            .iter()
            .zip(tallies)
            .zip(&notes)
            .map(|((field, it), note)| StackedRow {
                label: &field.name,
                note,
                counts: [it.completed, it.under_way, it.not_started, it.unchecked]
                    .map(count)
                    .to_vec(),
            })
            .collect(),
        scale: Scale::Share,
    };
    let title = page.say(
        "plan-browse-chart-title",
        &[("year", page.fiscal_year(year).into())],
    );
    let description = page.t("plan-browse-chart-description");
    let frame = Frame {
        id: "plan-progress",
        title: &title,
        description: &description,
        width: 900,
    };
    chart::at_two_widths(&frame, |it| bars.draw(it))
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
        Field::search("q", page.t("plan-browse-search")).value(wanted.q.as_str()),
        Field::select("field", page.t("plan-browse-field"), fields).value(wanted.field.as_str()),
        Field::select("owner", page.t("plan-browse-owner"), owners).value(wanted.owner.as_str()),
        Field::select("progress", page.t("plan-progress"), progress)
            .value(wanted.progress.as_str()),
    ]
}

async fn has_history(tx: &mut Tx, plan: &PlanId) -> db::Result<bool> {
    let found: Vec<String> = tx
        .values(
            "select id from plan_frame_revisions where plan_id = $1 limit 1",
            params![plan],
        )
        .await?;
    Ok(!found.is_empty())
}

struct FrameRevision {
    before: String,
    after: String,
    reason: String,
    at: base::Instant,
}

impl Record for FrameRevision {
    fn read(row: &Row) -> db::Result<Self> {
        Ok(Self {
            before: row.get("before")?,
            after: row.get("after")?,
            reason: row.get("reason")?,
            at: row.get("at")?,
        })
    }
}

struct HistoryView {
    at: String,
    before: String,
    after: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "browse/history.html")]
struct History {
    page: Page,
    lines: Vec<HistoryView>,
}

/// What revised files changed of the plan itself, and why.
async fn history(State(app): State<App>, visit: Visit) -> Result<Response> {
    let today = app.today();
    let found: Vec<FrameRevision> = app
        .db
        .read(async |tx| {
            let Some(plan) = adopted::current(tx, today).await? else {
                return Result::Ok(Vec::new());
            };
            Ok(tx
                .all(
                    "select before, after, reason, at from plan_frame_revisions
                     where plan_id = $1 order by at desc, id desc",
                    params![&plan.id],
                )
                .await?)
        })
        .await?;
    let page = visit
        .page("plan-browse-history")
        .under("/plan", "plan-browse-title");
    let lines = found
        .into_iter()
        .map(|it| HistoryView {
            at: page.moment(it.at),
            before: it.before,
            after: it.after,
            reason: it.reason,
        })
        .collect();
    web::render(History { page, lines })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn result(measure: &str, year: i16) -> Checked {
        Checked {
            measure: MeasureId(measure.into()),
            year: FiscalYear(year),
            standing: Standing {
                progress: Progress::UnderWay,
                achievement: adopted::Achievement::Partly,
            },
        }
    }

    #[test]
    fn this_year_shows_as_soon_as_it_has_a_result() {
        let (year, standings) =
            shown_year(vec![result("a", 2025), result("b", 2026)], FiscalYear(2026));
        assert_eq!((year, standings.len()), (FiscalYear(2026), 1));
    }

    #[test]
    fn before_that_last_years_results_show() {
        let (year, standings) = shown_year(vec![result("a", 2025)], FiscalYear(2026));
        assert_eq!((year, standings.len()), (FiscalYear(2025), 1));
    }

    #[test]
    fn without_any_result_it_is_this_year() {
        assert_eq!(shown_year(Vec::new(), FiscalYear(2026)).0, FiscalYear(2026));
    }
}
