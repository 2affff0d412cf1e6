//! 「やること」: seats offered to the person, and wishes that wait for the head's consent.
use std::{future::Future, pin::Pin};

use db::Tx;
use gate::{Actor, App, Task};
use programme::store;
use web::{Result, Text};

use crate::{CONSENT, OFFERED_BY};

pub(crate) fn tasks<'a>(
    app: &'a App,
    actor: &'a Actor,
    tx: &'a mut Tx,
) -> Pin<Box<dyn Future<Output = Result<Vec<Task>>> + Send + 'a>> {
    Box::pin(async move {
        let today = app.today();
        let mut tasks: Vec<Task> = store::offers_of(tx, OFFERED_BY, &actor.staff, today)
            .await?
            .into_iter()
            .map(|it| Task {
                title: Text::new("learning-task-offer"),
                about: it.title,
                href: format!("/learning/courses/{}", it.course),
                due_on: it.offered_until,
            })
            .collect();
        let scope = app.scope(actor, CONSENT);
        if !scope.is_nobody() {
            let wishes = store::for_consent(tx, OFFERED_BY, &scope, &actor.staff, today).await?;
            if !wishes.is_empty() {
                tasks.push(Task {
                    title: Text::new("learning-task-consent").with("count", wishes.len()),
                    about: String::new(),
                    href: "/learning/people".to_owned(),
                    due_on: wishes.iter().filter_map(|it| it.first_on).min(),
                });
            }
        }
        Ok(tasks)
    })
}
