//! The catalogue: courses added, changed from one version to the next, withdrawn.
use db::Tx;
use programme::{
    Refusal,
    model::{Course, CourseContent, CourseId},
    store,
};
use web::{Error, Result};

use super::Deed;
use crate::OFFERED_BY;

/// A course of ours, also one that is withdrawn.
pub(crate) async fn course(tx: &mut Tx, id: &CourseId) -> Result<Course> {
    let found = store::course(tx, id).await?.ok_or(Error::NotFound)?;
    match found.offered_by == OFFERED_BY {
        true => Ok(found),
        false => Err(Error::NotFound),
    }
}

/// Adds a course under an id that the form brought, so that a form sent twice adds it once.
pub(crate) async fn add(
    tx: &mut Tx,
    deed: Deed<'_>,
    id: &CourseId,
    code: &str,
    content: CourseContent,
) -> Result<()> {
    let course = Course {
        id: id.clone(),
        code: code.to_owned(),
        offered_by: OFFERED_BY.to_owned(),
        withdrawn_on: None,
        withdrawn_because: String::new(),
        version: 1,
        content,
    };
    if !store::add_course(tx, &course, deed.now, &deed.actor.staff).await? {
        let is_same = store::course(tx, id).await?.is_some_and(|it| it == course);
        if !is_same {
            return Err(Refusal::CodeTaken.into());
        }
    }
    deed.keep(tx, "learning_course", id.as_str()).await
}

/// Writes the next version of a course. Runs that were announced before keep the one they were announced with.
pub(crate) async fn change(
    tx: &mut Tx,
    deed: Deed<'_>,
    id: &CourseId,
    version: i64,
    content: &CourseContent,
) -> Result<()> {
    let before = course(tx, id).await?;
    if before.content != *content {
        if before.version != version {
            return Err(Error::Stale);
        }
        let by = &deed.actor.staff;
        if !store::add_course_version(tx, id, version + 1, content, deed.now, by).await? {
            return Err(Error::Stale);
        }
    }
    deed.keep(tx, "learning_course", id.as_str()).await
}

/// No longer offers a course from tomorrow on. Runs that are announced go on; nothing new can be prepared.
pub(crate) async fn withdraw(
    tx: &mut Tx,
    deed: Deed<'_>,
    id: &CourseId,
    because: &str,
) -> Result<()> {
    let because = because.trim();
    if because.is_empty() {
        return Err(Refusal::ReasonMissing.into());
    }
    course(tx, id).await?;
    let tomorrow = deed.today().tomorrow().map_err(Error::fault)?;
    if !store::withdraw_course(tx, id, tomorrow, because).await? {
        return Err(Refusal::NoStep.into());
    }
    deed.keep(tx, "learning_course", id.as_str()).await
}
