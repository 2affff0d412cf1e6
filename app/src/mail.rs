//! The morning's mail: who gets it and what it says. Never a name, a text that somebody wrote, or what it is about.
use std::pin::Pin;

use base::{Date, wareki};
use db::{DbError, Tx};
use gate::{App, rules::is_account_open};
use jobs::{Digest, Letter, Letters, MailError, Mailer, Relay, Worker};
use web::{Arg, Lang, Text};

use crate::{
    settings::{Mail, Settings},
    trouble::{Result, Trouble},
};

/// The way to the relay, set up before anything is served: settings that cannot work are refused at the start.
pub(crate) struct Post {
    mailer: Mailer,
    /// With `{number}` in place of the staff number.
    to: String,
}

impl Post {
    /// `None` when no relay is set. Connects to nothing yet.
    pub(crate) fn of(settings: &Settings) -> Result<Option<Self>> {
        settings.mail.as_ref().map(Self::through).transpose()
    }

    fn through(mail: &Mail) -> Result<Self> {
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
        let mailer = Mailer::encrypted(&relay, mail.encryption, mail.authorities.as_deref());
        Ok(Self {
            mailer: mailer.map_err(refused)?,
            to: mail.to.clone(),
        })
    }

    /// Sends the mail of each morning until the worker is dropped.
    pub(crate) fn start(self, app: &App) -> Worker {
        let letters = Morning {
            app: app.clone(),
            to: self.to,
        };
        let clock = app.clone();
        Worker::start(app.db.clone(), self.mailer, letters, move || clock.now())
    }
}

fn refused(cause: MailError) -> Trouble {
    Trouble::usage(Text::new(match cause {
        MailError::NoCertificates => "app-mail-certificates",
        MailError::BadSender | MailError::Refused(_) | MailError::NotNow => "app-mail-sender",
    }))
}

struct Morning {
    app: App,
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
            let account = gate::store::account(tx, &digest.staff).await?;
            let account = account.filter(|it| is_account_open(it.times, digest.day));
            Ok(account.map(|it| Letter {
                to: self.to.replace("{number}", &it.number),
                subject: self.subject(digest),
                body: self.body(digest),
            }))
        })
    }
}

impl Morning {
    fn subject(&self, digest: &Digest) -> String {
        let say = |lang| self.say(lang, "app-mail-subject", digest);
        format!("{} / {}", say(Lang::Ja), say(Lang::En))
    }

    /// In both languages: which one somebody reads is known to their browser only, not to their account.
    fn body(&self, digest: &Digest) -> String {
        let say = |lang| self.say(lang, "app-mail-body", digest);
        format!("{}\n\n{}\n", say(Lang::Ja), say(Lang::En))
    }

    fn say(&self, lang: Lang, key: &str, digest: &Digest) -> String {
        let first = digest.due.iter().map(|it| it.due_on).min();
        let first = first.map(|it| {
            let day: Arg = day_in(lang, it).into();
            let texts = &self.app.texts;
            texts
                .say(lang, "app-mail-first", &[("day", day)])
                .into_owned()
        });
        let args: [(&str, Arg); 4] = [
            ("city", self.app.settings.city_name.as_str().into()),
            ("due", digest.due.len().into()),
            ("notices", digest.notices.len().into()),
            ("first", first.unwrap_or_default().into()),
        ];
        self.app.texts.say(lang, key, &args).into_owned()
    }
}

fn day_in(lang: Lang, day: Date) -> String {
    match lang {
        Lang::Ja => wareki(day),
        Lang::En => day.strftime("%-d %B %Y").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use base::date;
    use jobs::{About, Encryption};
    use testkit::Town;

    use super::*;
    use crate::{capabilities, trouble::Exit};

    fn relay(authorities: Option<std::path::PathBuf>) -> Mail {
        Mail {
            relay: "mail.shiomi.test".to_owned(),
            port: 465,
            encryption: Encryption::Tls,
            authorities,
            from: "ikusei@shiomi.test".to_owned(),
            to: "{number}@shiomi.test".to_owned(),
            login: None,
        }
    }

    #[test]
    fn a_file_without_certificates_is_refused_before_anything_is_served() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ca.pem");
        std::fs::write(&file, "no certificate").unwrap();

        let trouble = Post::through(&relay(Some(file))).err().unwrap();

        assert_eq!(trouble.exit, Exit::Usage);
        assert_eq!(trouble.text.key, "app-mail-certificates");
        assert!(Post::through(&relay(None)).is_ok());
    }

    /// Keeps the letters of the morning instead of sending them.
    struct Kept(Morning, Mutex<Vec<Letter>>);

    impl Letters for Kept {
        fn write<'a>(
            &'a self,
            tx: &'a mut Tx,
            digest: &'a Digest,
        ) -> Pin<Box<dyn Future<Output = std::result::Result<Option<Letter>, DbError>> + Send + 'a>>
        {
            Box::pin(async move {
                let letter = self.0.write(tx, digest).await?;
                self.1.lock().unwrap().extend(letter);
                Ok(None)
            })
        }
    }

    /// The letters of this morning, in a town in which everybody named has something to do.
    async fn letters(town: &Town, people: &[&str]) -> Vec<Letter> {
        for name in people {
            let staff = town.person(name).await;
            let about = About::new("plan_check", *name);
            town.given(async |tx| {
                Ok(jobs::remind(tx, &staff, "plan", &about, date(2026, 4, 2)).await?)
            })
            .await;
        }
        let morning = Morning {
            app: town.app.clone(),
            to: "{number}@shiomi.test".to_owned(),
        };
        let kept = Kept(morning, Mutex::default());
        let mailer = Post::through(&relay(None)).ok().unwrap().mailer;
        jobs::run_once(&town.app.db, &mailer, &kept, town.app.now())
            .await
            .unwrap();
        kept.1.into_inner().unwrap()
    }

    async fn town() -> Town {
        let all = capabilities::ALL.iter().copied();
        let others: Vec<_> = all.filter(|it| it.name != "gate").collect();
        Town::new(&others).await
    }

    #[tokio::test]
    async fn a_mail_speaks_both_languages_and_says_nothing_but_how_much_there_is() {
        let town = town().await;

        let letters = letters(&town, &["hanako"]).await;

        assert_eq!(letters.len(), 1);
        assert_eq!(letters[0].to, "0000001@shiomi.test");
        assert_eq!(
            letters[0].subject,
            "【汐見市 育み】やること 1件・お知らせ 0件 / 汐見市 Hagukumi: to do 1, messages 0"
        );
        let body = &letters[0].body;
        for words in [
            "1件",
            "令和8年4月2日",
            "サインイン",
            "1 thing to do is due soon",
            "2 April 2026",
            "sign in",
        ] {
            assert!(body.contains(words), "{words}: {body}");
        }
        assert!(
            !body.contains("hanako") && !body.contains("mail-body"),
            "{body}"
        );
    }

    #[tokio::test]
    async fn who_has_left_or_is_shut_out_gets_no_mail() {
        let town = town().await;
        for name in ["retired", "closed"] {
            town.person(name).await;
        }
        town.given(async |tx| {
            let left = "update gate_accounts set ends_on = '2026-04-01' where staff_id = 'retired'";
            tx.execute(left, vec![]).await?;
            let closed = "update gate_accounts set is_disabled = $1 where staff_id = 'closed'";
            Ok(tx.execute(closed, db::params![true]).await.map(drop)?)
        })
        .await;

        assert_eq!(letters(&town, &["retired", "closed"]).await, []);
    }
}
