//! Sending a file, answering its questions, correcting it, adopting it.
use base::{Instant, StaffId, UnitCode};
use db::Tx;
use documents::{Limits, read_blocks};
use gate::Actor;
use ledger::Subject;
use people::Unresolved;
use web::{Error, Result};

use super::{
    adoption::{self, AdoptionRefusal, Source},
    corrections::{self, Corrected, Correction},
    model::{Import, ImportId, StoredAnswers, StoredBlock, digest_of},
    owners::{Organisations, OwnerLine, owner_lines},
    refusals::{ImportRefusal, is_question},
    store,
};
use crate::{
    adopted::{self, PlanId},
    model::{DirectionKey, ImportedPlan, ListingKey},
    recognise::{Answers, Refusal, recognise},
};

/// A file that was read, before it is kept.
pub(crate) struct ReadFile {
    file_name: String,
    digest: String,
    blocks: Vec<documents::Block>,
    /// What was found, or what is left open.
    found: std::result::Result<ImportedPlan, Refusal>,
}

/// Reads a file and looks for the plan in it. A question that a person can answer is no refusal.
pub(crate) fn read_file(
    bytes: &[u8],
    file_name: &str,
) -> std::result::Result<ReadFile, ImportRefusal> {
    let document = read_blocks(bytes, file_name, &Limits::default())?;
    let found = recognise(&document.blocks, &Answers::default());
    if let Err(refusal) = &found
        && !is_question(refusal)
    {
        return Err(refusal.clone().into());
    }
    Ok(ReadFile {
        file_name: file_name.to_owned(),
        digest: digest_of(bytes),
        blocks: document.blocks,
        found,
    })
}

/// What became of a file that was sent.
pub(crate) enum Kept {
    New(ImportId),
    /// The same file waits already, with what was corrected in it.
    Waiting(ImportId),
}

/// Keeps a file until it is adopted. The same file sent twice is one import.
pub(crate) async fn keep(
    tx: &mut Tx,
    actor: &Actor,
    file: &ReadFile,
    now: Instant,
) -> Result<Kept> {
    if let Some(known) = store::waiting_import(tx, &file.digest).await? {
        ledger::write(tx, &actor.entry(now).about(subject(&known))).await?;
        return Ok(Kept::Waiting(known));
    }
    let import = Import {
        id: ImportId::fresh(),
        file_name: file.file_name.clone(),
        digest: file.digest.clone(),
        source: file.blocks.iter().map(StoredBlock::of).collect(),
        answers: StoredAnswers::default(),
        recognised: file.found.as_ref().ok().cloned(),
        corrections: Vec::new(),
        version: 1,
        sent_by: actor.staff.clone(),
        sent_at: now,
        adopted_at: None,
        plan: None,
    };
    store::add(tx, &import).await?;
    ledger::write(tx, &actor.entry(now).about(subject(&import.id))).await?;
    Ok(Kept::New(import.id))
}

pub(crate) fn subject(id: &ImportId) -> Subject {
    Subject::new("plan_import", id.as_str())
}

/// What the recogniser still asks; `None` once it has its answers.
pub(crate) fn question(import: &Import) -> Option<Refusal> {
    if import.recognised.is_some() {
        return None;
    }
    recognise(&import.blocks(), &import.answers.answers()).err()
}

/// Answers what the file leaves open, and looks for the plan again.
pub(crate) async fn answer(
    tx: &mut Tx,
    actor: &Actor,
    id: &ImportId,
    answers: StoredAnswers,
    now: Instant,
) -> Result<()> {
    let mut import = waiting(tx, id).await?;
    import.answers = StoredAnswers {
        title: answers.title.or(import.answers.title.take()),
        period: answers.period.or(import.answers.period),
    };
    match recognise(&import.blocks(), &import.answers.answers()) {
        Ok(plan) => import.recognised = Some(plan),
        Err(refusal) if is_question(&refusal) => {}
        Err(refusal) => return Err(ImportRefusal::from(refusal).into()),
    }
    keep_changed(tx, actor, &import, now).await
}

/// An import that can still be changed.
async fn waiting(tx: &mut Tx, id: &ImportId) -> Result<Import> {
    let import = store::import(tx, id).await?;
    if import.adopted_at.is_some() {
        return Err(Error::Stale);
    }
    Ok(import)
}

async fn keep_changed(tx: &mut Tx, actor: &Actor, import: &Import, now: Instant) -> Result<()> {
    if !store::save(tx, import).await? {
        return Err(Error::Stale);
    }
    ledger::write(tx, &actor.entry(now).about(subject(&import.id))).await?;
    Ok(())
}

/// A part of the plan that is corrected in one form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// Title, period and the names of the fields.
    Frame,
    Direction(DirectionKey),
    Listing(ListingKey),
    Owner(String),
    Remark(usize),
}

/// How a part stands now, as a word that changes with it: what a form was filled from, so that nobody overwrites what they have
/// not seen.
pub(crate) fn state_of(import: &Import, corrected: &Corrected, part: &Part) -> String {
    let plan = &corrected.plan;
    let decision = |item: String| {
        import
            .corrections
            .iter()
            .find(|it| it.item() == item)
            .map(|it| format!("{it:?}"))
            .unwrap_or_default()
    };
    let text = match part {
        Part::Frame => {
            let fields: Vec<&str> = plan.fields.iter().map(|it| it.name.as_str()).collect();
            format!("{:?}", (&plan.title, plan.period, fields))
        }
        Part::Direction(key) => {
            let found = plan.directions().find(|it| it.key == *key);
            format!(
                "{:?}",
                found.map(|it| (&it.name, &it.statement, &it.points))
            )
        }
        Part::Listing(origin) => format!("{:?}", corrected.listing(*origin)),
        Part::Owner(mark) => decision(format!("owner/{mark}")),
        Part::Remark(index) => decision(format!("remark/{index}")),
    };
    digest_of(text.as_bytes())[..16].to_owned()
}

/// What became of a form with corrections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Saved {
    Yes,
    /// Somebody else changed the same part after the form was opened; nothing was saved.
    OthersWereFirst,
}

/// Corrects one part. `seen` is how it stood when the form was opened.
pub(crate) async fn correct(
    tx: &mut Tx,
    actor: &Actor,
    id: &ImportId,
    (part, seen): (&Part, &str),
    new: &[Correction],
    now: Instant,
) -> Result<Saved> {
    let mut import = waiting(tx, id).await?;
    let Some(recognised) = import.recognised.clone() else {
        return Err(AdoptionRefusal::QuestionOpen.into());
    };
    let corrected = corrections::corrected(&recognised, &import.corrections);
    if state_of(&import, &corrected, part) != seen {
        return Ok(Saved::OthersWereFirst);
    }
    for correction in new {
        corrections::correct(&recognised, &mut import.corrections, correction.clone())?;
    }
    keep_changed(tx, actor, &import, now).await?;
    Ok(Saved::Yes)
}

/// Takes a correction back, so that the item stands as the file says it.
pub(crate) async fn undo(
    tx: &mut Tx,
    actor: &Actor,
    id: &ImportId,
    item: &str,
    now: Instant,
) -> Result<()> {
    let mut import = waiting(tx, id).await?;
    import.corrections.retain(|it| it.item() != item);
    keep_changed(tx, actor, &import, now).await
}

/// Why a name is taken for no unit.
#[derive(Debug, thiserror::Error)]
#[error("the name is that of no single unit")]
pub(crate) enum UnitRefusal {
    Unknown { written: String },
    Ambiguous { written: String, paths: Vec<String> },
}

impl web::Refusal for UnitRefusal {
    fn text(&self) -> web::Text {
        match self {
            Self::Unknown { written } => {
                web::Text::new("plan-import-refusal-unit-unknown").with("written", written.as_str())
            }
            Self::Ambiguous { written, paths } => {
                web::Text::new("plan-import-refusal-unit-ambiguous")
                    .with("written", written.as_str())
                    .with("paths", paths.join("、"))
            }
        }
    }

    fn field(&self) -> Option<&str> {
        Some("unit")
    }
}

/// The unit that a person wrote by its code or name.
pub(crate) fn unit_written(
    organisations: &Organisations,
    written: &str,
) -> std::result::Result<UnitCode, UnitRefusal> {
    organisations.resolve(written).map_err(|it| match it {
        Unresolved::Unknown => UnitRefusal::Unknown {
            written: written.to_owned(),
        },
        Unresolved::Ambiguous(codes) => UnitRefusal::Ambiguous {
            written: written.to_owned(),
            paths: codes
                .iter()
                .map(|it| format!("{}（{it}）", organisations.path_name(it)))
                .collect(),
        },
    })
}

/// Adopts the corrected plan. Pressed twice, it is adopted once: the second press gives the same plan.
pub(crate) async fn adopt(
    tx: &mut Tx,
    actor: &Actor,
    id: &ImportId,
    now: Instant,
) -> Result<PlanId> {
    let import = store::import(tx, id).await?;
    if let Some(plan) = import.plan {
        ledger::write(tx, &actor.entry(now).about(subject(id))).await?;
        return Ok(plan);
    }
    let corrected = import.corrected().ok_or(AdoptionRefusal::QuestionOpen)?;
    let source = Source {
        file_name: &import.file_name,
        digest: &import.digest,
    };
    let owners = owners_of(tx, &corrected.plan, &import.corrections, now).await?;
    adoption::check_owners(&owners)?;
    let plan = add_plan(
        tx,
        (&corrected.plan, &import.corrections, &owners),
        source,
        &actor.staff,
        now,
    )
    .await?;
    if !store::close(tx, &import, &plan, now).await? {
        return Err(Error::Conflict);
    }
    ledger::write(
        tx,
        &actor.entry(now).about(Subject::new("plan", plan.as_str())),
    )
    .await?;
    Ok(plan)
}

/// The owners of a plan with their units, as names mean them on the first day of the plan or today.
pub(crate) async fn owners_of(
    tx: &mut Tx,
    plan: &ImportedPlan,
    corrections: &[Correction],
    now: Instant,
) -> Result<Vec<OwnerLine>> {
    let organisations = Organisations::load(tx, plan.period, base::city_date(now)).await?;
    Ok(owner_lines(plan, corrections, &organisations))
}

/// Stores a plan as adopted with its remarks, unless another runs in its years.
pub(crate) async fn add_plan(
    tx: &mut Tx,
    (imported, corrections, owners): (&ImportedPlan, &[Correction], &[OwnerLine]),
    source: Source<'_>,
    who: &StaffId,
    now: Instant,
) -> Result<PlanId> {
    adoption::check_years(imported.period, &adopted::plans(tx).await?)?;
    let (plan, remarks) = adoption::adopted_plan(imported, corrections, owners, source, who, now);
    adopted::add(tx, &plan).await?;
    store::add_remarks(tx, &plan.id, &remarks, who, now).await?;
    Ok(plan.id)
}

/// Throws an import away. What was adopted stays.
pub(crate) async fn drop_import(
    tx: &mut Tx,
    actor: &Actor,
    id: &ImportId,
    now: Instant,
) -> Result<()> {
    if !store::drop_import(tx, id).await? {
        return Err(Error::NotFound);
    }
    ledger::write(tx, &actor.entry(now).about(subject(id))).await?;
    Ok(())
}
