use std::time::Duration;

use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox,
        header::{ContentType, HeaderName, HeaderValue},
    },
    transport::smtp::authentication::Credentials,
};

/// The mail relay of the city, inside its own network: the connection is not encrypted.
#[derive(Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relay {
    pub host: String,
    /// Usually 25.
    pub port: u16,
    /// The address from which mail comes.
    pub from: String,
    #[serde(default)]
    pub user: Option<String>,
    #[serde(default)]
    pub password: Option<String>,
}

impl std::fmt::Debug for Relay {
    /// Without the password.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}:{} from {}", self.host, self.port, self.from)
    }
}

/// One mail, ready to go. Plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub to: String,
    pub subject: String,
    pub body: String,
}

/// Why a mail did not leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// The setting `from` is not an address.
    #[error("the sender is not a mail address")]
    BadSender,
    /// This mail is not taken as it is: a wrong address, or a relay that is set up otherwise. 0 for an address that is none.
    #[error("the relay refuses this mail (code {0})")]
    Refused(u16),
    /// The relay does not answer, or not now. Worth another try.
    #[error("the relay takes no mail now")]
    NotNow,
}

/// Sends mail through the relay.
#[derive(Clone)]
pub struct Mailer {
    from: Mailbox,
    transport: AsyncSmtpTransport<Tokio1Executor>,
}

impl Mailer {
    /// Longer than a relay that checks for spam needs, and far shorter than a lease.
    const TIMEOUT: Duration = Duration::from_secs(60);

    /// Connects to nothing yet.
    pub fn new(relay: &Relay) -> Result<Self, MailError> {
        let mut transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&relay.host)
            .port(relay.port)
            .timeout(Some(Self::TIMEOUT));
        if let (Some(user), Some(password)) = (&relay.user, &relay.password) {
            transport = transport.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(Self {
            from: relay.from.parse().map_err(|_| MailError::BadSender)?,
            transport: transport.build(),
        })
    }

    /// `id` names the mail for ever: sent twice by mischance, it is still the same mail to whoever receives it.
    pub async fn send(&self, id: &str, letter: &Letter) -> Result<(), MailError> {
        let to: Address = letter.to.parse().map_err(|_| MailError::Refused(0))?;
        let automatic = HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        );
        let mail = Message::builder()
            .from(self.from.clone())
            .to(to.into())
            .message_id(Some(format!("<{id}@{}>", self.from.email.domain())))
            .subject(&letter.subject)
            .header(ContentType::TEXT_PLAIN)
            .raw_header(automatic)
            .body(letter.body.clone())
            .map_err(|_| MailError::Refused(0))?;
        match self.transport.send(mail).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() => {
                Err(MailError::Refused(error.status().map_or(0, u16::from)))
            }
            Err(_) => Err(MailError::NotNow),
        }
    }
}
