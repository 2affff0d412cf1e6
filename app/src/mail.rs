//! The morning's mail: who gets it and what it says. Never a name, a text that somebody wrote, or what it is about.
use std::pin::Pin;

use base::wareki;
use db::{DbError, Tx, params};
use gate::App;
use jobs::{Digest, Letter, Letters, Mailer, Relay, Worker};
use web::{Arg, Lang};

use crate::{
    settings::Settings,
    trouble::{Result, Trouble},
};

/// Starts the mail worker when a relay is set.
pub(crate) fn start(app: &App, settings: &Settings) -> Result<Option<Worker>> {
    let Some(mail) = &settings.mail else {
        return Ok(None);
    };
    let (user, password) = match &mail.login {
        Some((user, password)) => (Some(user.clone()), Some(password.0.clone())),
        None => (None, None),
    };
    let relay = Relay {
        host: mail.relay.clone(),
        port: mail.port,
        from: mail.from.clone(),
        user,
        password,
    };
    let mailer = Mailer::new(&relay)
        .map_err(|cause| Trouble::fault(web::Text::new("app-mail-sender"), cause))?;
    let letters = Morning {
        app: app.clone(),
        to: mail.to.clone(),
    };
    let clock = app.clone();
    let worker = Worker::start(app.db.clone(), mailer, letters, move || clock.now());
    Ok(Some(worker))
}

struct Morning {
    app: App,
    /// With `{number}` in place of the staff number.
    to: String,
}

impl Letters for Morning {
    fn write<'a>(
        &'a self,
        tx: &'a mut Tx,
        digest: &'a Digest,
    ) -> Pin<Box<dyn Future<Output = std::result::Result<Option<Letter>, DbError>> + Send + 'a>>
    {
        Box::pin(async move {
            let numbers: Vec<String> = tx
                .values(
                    "select number from gate_accounts where staff_id = $1 and not is_disabled and $2 < ends_on",
                    params![&digest.staff, digest.day],
                )
                .await?;
            Ok(numbers.first().map(|number| Letter {
                to: self.to.replace("{number}", number),
                subject: self.say("app-mail-subject", digest),
                body: self.say("app-mail-body", digest),
            }))
        })
    }
}

impl Morning {
    fn say(&self, key: &str, digest: &Digest) -> String {
        let first = digest.due.iter().map(|it| it.due_on).min();
        let first = first.map(|it| {
            let day: Arg = wareki(it).into();
            self.app
                .texts
                .say(Lang::Ja, "app-mail-first", &[("day", day)])
                .into_owned()
        });
        let args: [(&str, Arg); 4] = [
            ("city", self.app.settings.city_name.as_str().into()),
            ("due", digest.due.len().into()),
            ("notices", digest.notices.len().into()),
            ("first", first.unwrap_or_default().into()),
        ];
        self.app.texts.say(Lang::Ja, key, &args).into_owned()
    }
}
