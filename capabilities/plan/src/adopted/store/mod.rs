//! Where the adopted plan is kept.
mod write;

use std::collections::HashMap;

use base::{Date, FiscalYear, FiscalYears};
use db::{DbError, Record, Result, Row, Tx, params};

use super::model::{
    Direction, DirectionId, Field, FieldId, Line, LineKind, Listing, ListingId, Measure, MeasureId,
    Owner, PastPlan, Plan, PlanId,
};

pub use write::add;

impl Record for Owner {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            mark: row.get("mark")?,
            name: row.get("name")?,
            unit: row.get("unit_code")?,
            starts_on: row.get("starts_on")?,
            ends_on: row.get("ends_on")?,
        })
    }
}

/// A row together with the id of what it belongs to.
struct Under<P, T>(P, T);

fn years(row: &Row) -> Result<FiscalYears> {
    FiscalYears::new(row.get("first_year")?, row.get("last_year")?).ok_or(DbError::Column {
        column: "last_year".into(),
        expected: "a year that is not before the first",
    })
}

impl Record for Plan {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            title: row.get("title")?,
            period: years(row)?,
            source_name: row.get("source_name")?,
            source_digest: row.get("source_digest")?,
            adopted_at: row.get("adopted_at")?,
            adopted_by: row.get("adopted_by")?,
            past_plans: Vec::new(),
            fields: Vec::new(),
            measures: Vec::new(),
        })
    }
}

impl Record for PastPlan {
    fn read(row: &Row) -> Result<Self> {
        let first: Option<FiscalYear> = row.get("first_year")?;
        let last: Option<FiscalYear> = row.get("last_year")?;
        Ok(Self {
            name: row.get("name")?,
            period: first
                .zip(last)
                .and_then(|(first, last)| FiscalYears::new(first, last)),
            planned: row.get("planned")?,
            done: row.get("done")?,
        })
    }
}

impl Record for Field {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            directions: Vec::new(),
        })
    }
}

impl Record for Under<FieldId, Direction> {
    fn read(row: &Row) -> Result<Self> {
        let points: String = row.get("points")?;
        let direction = Direction {
            id: row.get("id")?,
            name: row.get("name")?,
            statement: row.get("statement")?,
            points: points.lines().map(str::to_owned).collect(),
            listings: Vec::new(),
        };
        Ok(Self(row.get("field_id")?, direction))
    }
}

impl Record for Under<DirectionId, Listing> {
    fn read(row: &Row) -> Result<Self> {
        let listing = Listing {
            id: row.get("id")?,
            measure: row.get("measure_id")?,
            key: row.get("key")?,
            name: row.get("name")?,
            is_repeat: row.get("is_repeat")?,
            purposes: Vec::new(),
            contents: Vec::new(),
        };
        Ok(Self(row.get("direction_id")?, listing))
    }
}

impl Record for Under<ListingId, (bool, Line)> {
    fn read(row: &Row) -> Result<Self> {
        let kind: String = row.get("kind")?;
        let line = Line {
            id: row.get("id")?,
            text: row.get("text")?,
            is_study: row.get("is_study")?,
        };
        Ok(Self(
            row.get("listing_id")?,
            (kind == LineKind::Purpose.word(), line),
        ))
    }
}

impl Record for Under<MeasureId, Owner> {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self(row.get("measure_id")?, Owner::read(row)?))
    }
}

impl Record for Measure {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            key: row.get("key")?,
            name: row.get("name")?,
            is_study: row.get("is_study")?,
            owners: Vec::new(),
        })
    }
}

const PLAN: &str = "select id, title, first_year, last_year, source_name, source_digest, adopted_at, adopted_by from plan_plans";

/// All adopted plans, the newest first, without their trees.
pub async fn plans(tx: &mut Tx) -> Result<Vec<Plan>> {
    tx.all(&format!("{PLAN} order by first_year desc"), params![])
        .await
}

/// The plan that runs in a year, without its tree. No two adopted plans share a year.
pub async fn plan_of_year(tx: &mut Tx, year: FiscalYear) -> Result<Option<Plan>> {
    tx.optional(
        &format!("{PLAN} where first_year <= $1 and $1 <= last_year"),
        params![year],
    )
    .await
}

/// The plan that runs on a day, or else the newest one, with its tree.
pub async fn current(tx: &mut Tx, day: Date) -> Result<Option<Plan>> {
    let found = match plan_of_year(tx, FiscalYear::of(day)).await? {
        Some(running) => Some(running),
        None => plans(tx).await?.into_iter().next(),
    };
    match found {
        Some(bare) => plan(tx, &bare.id).await.map(Some),
        None => Ok(None),
    }
}

/// A plan with its whole tree: eight statements, however large it is.
pub async fn plan(tx: &mut Tx, id: &PlanId) -> Result<Plan> {
    let mut plan = outline(tx, id).await?;
    let lines: Vec<Under<ListingId, (bool, Line)>> = tx
        .all(
            "select i.id, i.listing_id, i.kind, i.text, i.is_study
             from plan_lines i join plan_listings l on l.id = i.listing_id join plan_measures m on m.id = l.measure_id
             where m.plan_id = $1 order by i.position",
            params![id],
        )
        .await?;
    hang_lines(&mut plan, lines);
    Ok(plan)
}

/// The same without the purposes and contents of its listings, which are most of what a plan holds.
pub async fn outline(tx: &mut Tx, id: &PlanId) -> Result<Plan> {
    let mut plan: Plan = tx
        .one(&format!("{PLAN} where id = $1"), params![id])
        .await?;
    plan.past_plans = tx
        .all(
            "select name, first_year, last_year, planned, done from plan_past_plans where plan_id = $1 order by position",
            params![id],
        )
        .await?;
    plan.fields = tx
        .all(
            "select id, name from plan_fields where plan_id = $1 order by position",
            params![id],
        )
        .await?;
    let directions: Vec<Under<FieldId, Direction>> = tx
        .all(
            "select d.id, d.field_id, d.name, d.statement, d.points
             from plan_directions d join plan_fields f on f.id = d.field_id
             where f.plan_id = $1 order by d.position",
            params![id],
        )
        .await?;
    let listings: Vec<Under<DirectionId, Listing>> = tx
        .all(
            "select l.id, l.direction_id, l.measure_id, l.key, l.name, l.is_repeat
             from plan_listings l join plan_measures m on m.id = l.measure_id
             where m.plan_id = $1 order by l.position",
            params![id],
        )
        .await?;
    plan.measures = tx
        .all(
            "select id, key, name, is_study from plan_measures where plan_id = $1",
            params![id],
        )
        .await?;
    let owners: Vec<Under<MeasureId, Owner>> = tx
        .all(
            "select o.id, o.measure_id, o.mark, o.name, o.unit_code, o.starts_on, o.ends_on
             from plan_owners o join plan_measures m on m.id = o.measure_id
             where m.plan_id = $1 order by o.position, o.starts_on",
            params![id],
        )
        .await?;
    hang(&mut plan, directions, listings, owners);
    Ok(plan)
}

/// Hangs the rows into the tree.
fn hang(
    plan: &mut Plan,
    directions: Vec<Under<FieldId, Direction>>,
    listings: Vec<Under<DirectionId, Listing>>,
    owners: Vec<Under<MeasureId, Owner>>,
) {
    let mut listings_of: HashMap<DirectionId, Vec<Listing>> = HashMap::new();
    for Under(direction, listing) in listings {
        listings_of.entry(direction).or_default().push(listing);
    }
    let mut directions_of: HashMap<FieldId, Vec<Direction>> = HashMap::new();
    for Under(field, mut direction) in directions {
        direction.listings = listings_of.remove(&direction.id).unwrap_or_default();
        directions_of.entry(field).or_default().push(direction);
    }
    for field in &mut plan.fields {
        field.directions = directions_of.remove(&field.id).unwrap_or_default();
    }
    let mut owners_of: HashMap<MeasureId, Vec<Owner>> = HashMap::new();
    for Under(measure, owner) in owners {
        owners_of.entry(measure).or_default().push(owner);
    }
    for measure in &mut plan.measures {
        measure.owners = owners_of.remove(&measure.id).unwrap_or_default();
    }
    let order: HashMap<&MeasureId, usize> = plan
        .fields
        .iter()
        .flat_map(|it| &it.directions)
        .flat_map(|it| &it.listings)
        .enumerate()
        .filter(|(_, it)| !it.is_repeat)
        .map(|(place, it)| (&it.measure, place))
        .collect();
    plan.measures.sort_by_key(|it| order.get(&it.id).copied());
}

fn hang_lines(plan: &mut Plan, lines: Vec<Under<ListingId, (bool, Line)>>) {
    let directions = plan.fields.iter_mut().flat_map(|it| &mut it.directions);
    let mut listings: HashMap<ListingId, &mut Listing> = directions
        .flat_map(|it| &mut it.listings)
        .map(|it| (it.id.clone(), it))
        .collect();
    for Under(listing, (is_purpose, line)) in lines {
        if let Some(listing) = listings.get_mut(&listing) {
            match is_purpose {
                true => listing.purposes.push(line),
                false => listing.contents.push(line),
            }
        }
    }
}

/// A measure with all owners it ever had.
pub async fn measure(tx: &mut Tx, id: &MeasureId) -> Result<Measure> {
    let mut measure: Measure = tx
        .one(
            "select id, key, name, is_study from plan_measures where id = $1",
            params![id],
        )
        .await?;
    measure.owners = tx
        .all(
            "select id, mark, name, unit_code, starts_on, ends_on from plan_owners
             where measure_id = $1 order by position, starts_on",
            params![id],
        )
        .await?;
    Ok(measure)
}

/// The listings of a measure, the first one before its repeats, with their lines.
pub async fn measure_listings(tx: &mut Tx, id: &MeasureId) -> Result<Vec<Listing>> {
    let listings: Vec<Under<DirectionId, Listing>> = tx
        .all(
            "select id, direction_id, measure_id, key, name, is_repeat from plan_listings
             where measure_id = $1 order by is_repeat, key",
            params![id],
        )
        .await?;
    let lines: Vec<Under<ListingId, (bool, Line)>> = tx
        .all(
            "select i.id, i.listing_id, i.kind, i.text, i.is_study
             from plan_lines i join plan_listings l on l.id = i.listing_id
             where l.measure_id = $1 order by i.position",
            params![id],
        )
        .await?;
    let mut listings: Vec<Listing> = listings.into_iter().map(|it| it.1).collect();
    for Under(of, (is_purpose, line)) in lines {
        if let Some(listing) = listings.iter_mut().find(|it| it.id == of) {
            if is_purpose {
                listing.purposes.push(line)
            } else {
                listing.contents.push(line)
            }
        }
    }
    Ok(listings)
}

/// Who carries a measure out on a day.
pub async fn owners_on(tx: &mut Tx, id: &MeasureId, day: Date) -> Result<Vec<Owner>> {
    tx.all(
        "select id, mark, name, unit_code, starts_on, ends_on from plan_owners
         where measure_id = $1 and starts_on <= $2 and $2 < ends_on order by position",
        params![id, day],
    )
    .await
}
