//! What the buttons of one check's page do: save, submit, take back, approve, send back, open again, hand over.
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use gate::{App, Sent, Visit};
use web::{Result, form::FormState};

use super::{
    one::{path, refused},
    parts,
};
use crate::check::{
    actions::{self, Moved, Wish},
    model::{CheckId, Event},
};

/// What a button on the check's page sends.
type Button = (State<App>, Visit, Path<CheckId>, Sent);

/// The version on the page that a form came from; what is no number fits no version.
fn version(sent: &FormState) -> i64 {
    sent.text("version").parse().unwrap_or(-1)
}

/// Keeps the draft; the button 「確認へ進む」 then goes on to the answers.
pub(crate) async fn save((State(app), visit, Path(id), sent): Button) -> Result<Response> {
    let now = app.now();
    let words = parts::sent_words(&sent);
    let seen = version(&sent);
    let saved = app
        .db
        .write(async |tx| actions::save(&app, tx, &visit.actor, &id, &words, seen, now).await)
        .await;
    match saved {
        Ok(_) if sent.has("go_on") => {
            Ok(Redirect::to(&format!("{}/answers", path(&id))).into_response())
        }
        Ok(_) => Ok(web::back_to(path(&id), "plan-check-notice-saved").into_response()),
        Err(error) => refused(&app, &visit, &id, sent.form, error).await,
    }
}

/// Makes one move and goes back to the check, or shows why not.
async fn make(
    (State(app), visit, Path(id), sent): Button,
    event: Event,
    notice: &'static str,
) -> Result<Response> {
    let now = app.now();
    let reason = sent.text("reason");
    let wish = Wish {
        check: &id,
        event,
        version: version(&sent),
        reason: &reason,
    };
    match app
        .db
        .write(async |tx| actions::move_check(&app, tx, &visit.actor, &wish, now).await)
        .await
    {
        Ok(Moved::Now) => Ok(web::back_to(path(&id), notice).into_response()),
        Ok(Moved::Already) => {
            Ok(web::back_to(path(&id), "plan-check-notice-already").into_response())
        }
        Err(error) => refused(&app, &visit, &id, sent.form, error).await,
    }
}

pub(crate) async fn submit(button: Button) -> Result<Response> {
    make(button, Event::Submit, "plan-check-notice-submitted").await
}

pub(crate) async fn take_back(button: Button) -> Result<Response> {
    make(button, Event::TakeBack, "plan-check-notice-taken-back").await
}

pub(crate) async fn approve(button: Button) -> Result<Response> {
    make(button, Event::Approve, "plan-check-notice-approved").await
}

pub(crate) async fn send_back(button: Button) -> Result<Response> {
    make(button, Event::Return, "plan-check-notice-returned").await
}

pub(crate) async fn reopen(button: Button) -> Result<Response> {
    make(button, Event::Reopen, "plan-check-notice-reopened").await
}

pub(crate) async fn hand_over((State(app), visit, Path(id), sent): Button) -> Result<Response> {
    let now = app.now();
    let unit = sent.text("unit");
    let seen = version(&sent);
    let done = app
        .db
        .write(async |tx| actions::hand_over(&app, tx, &visit.actor, &id, (&unit, seen), now).await)
        .await;
    match done {
        Ok(()) => Ok(web::back_to(path(&id), "plan-check-notice-handed-over").into_response()),
        Err(error) => refused(&app, &visit, &id, sent.form, error).await,
    }
}
