use std::{path::Path, str::FromStr, time::Duration};

use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox,
        header::{ContentType, HeaderName, HeaderValue},
    },
    transport::smtp::{
        authentication::Credentials,
        client::{Certificate, Tls, TlsParameters},
    },
};

/// The mail relay of the city.
#[derive(Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relay {
    pub host: String,
    /// Usually 25, or 465 for [`Encryption::Tls`].
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

/// How the way to the relay is kept from others. Written `none`, `starttls` and `tls`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encryption {
    /// Not at all: for a relay on the same machine or in a network that is trusted.
    #[default]
    None,
    /// Begins in the open; no mail and no password before both sides have switched to TLS.
    StartTls,
    /// TLS from the first byte.
    Tls,
}

impl FromStr for Encryption {
    type Err = UnknownEncryption;
    fn from_str(text: &str) -> Result<Self, UnknownEncryption> {
        match text {
            "none" => Ok(Self::None),
            "starttls" => Ok(Self::StartTls),
            "tls" => Ok(Self::Tls),
            _ => Err(UnknownEncryption),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("none of none, starttls and tls")]
pub struct UnknownEncryption;

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
    /// The file of authorities cannot be read, or holds no certificate in the form PEM.
    #[error("the file holds no certificates")]
    NoCertificates,
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

    /// Without encryption. Connects to nothing yet.
    pub fn new(relay: &Relay) -> Result<Self, MailError> {
        Self::encrypted(relay, Encryption::None, None)
    }

    /// Connects to nothing yet. The relay has to prove its name: by an authority that the machine knows, or by one of the
    /// file (PEM) `authorities`. A relay that cannot gets nothing; its mail is tried again like that of one that is down.
    pub fn encrypted(
        relay: &Relay,
        encryption: Encryption,
        authorities: Option<&Path>,
    ) -> Result<Self, MailError> {
        let tls = match encryption {
            Encryption::None => Tls::None,
            Encryption::StartTls => Tls::Required(tls(&relay.host, authorities)?),
            Encryption::Tls => Tls::Wrapper(tls(&relay.host, authorities)?),
        };
        let mut transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&relay.host)
            .port(relay.port)
            .tls(tls)
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
            Err(error) => {
                // Somebody must mend a certificate; waiting alone would not. What was sent is not in the text.
                if error.is_tls() {
                    tracing::warn!(%error, "the mail relay does not prove its name");
                }
                Err(MailError::NotNow)
            }
        }
    }
}

fn tls(host: &str, authorities: Option<&Path>) -> Result<TlsParameters, MailError> {
    let mut parameters = TlsParameters::builder(host.to_owned());
    if let Some(path) = authorities {
        let pem = std::fs::read(path).map_err(|_| MailError::NoCertificates)?;
        let begin = b"-----BEGIN CERTIFICATE-----";
        if !pem.windows(begin.len()).any(|it| it == begin) {
            return Err(MailError::NoCertificates);
        }
        let certificates = Certificate::from_pem(&pem).map_err(|_| MailError::NoCertificates)?;
        parameters = parameters.add_root_certificate(certificates);
    }
    parameters.build().map_err(|_| MailError::NoCertificates)
}
