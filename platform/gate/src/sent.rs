//! What a form sent: fields and files, taken only with the token that our own page put into it.
use std::ops::Deref;

use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, Multipart, Request},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use http_body_util::BodyExt;
use subtle::ConstantTimeEq;
use web::form::FormState;

use crate::{
    dress::failure,
    house::App,
    visit::{Guest, Visit},
};

/// Uploads and forms larger than this are refused; larger imports go through the command line.
pub(crate) const LARGEST_BODY: usize = 32 << 20;
/// Before the sign-in there are only small forms.
pub(crate) const LARGEST_BODY_OF_GUESTS: usize = 64 << 10;
/// No form of ours has half as many fields.
const MOST_FIELDS: usize = 10_000;
/// What pages put into their forms themselves, and nobody writes.
const OWN_FIELDS: [&str; 7] = [
    "csrf", "form_id", "version", "year", "seen", "based_on", "of",
];
/// So much of a body that is too large is read and thrown away, because browsers show the answer only after they have sent all.
const MOST_THROWN_AWAY: usize = 256 << 20;

/// A file as a browser sent it.
#[derive(Debug, Clone)]
pub struct Upload {
    /// The field of the form.
    pub field: String,
    /// As the person's machine calls it; not to be trusted for anything but to be shown.
    pub name: String,
    pub bytes: Bytes,
}

/// The fields and files of a form. Without the right token there is no `Sent`, and so no change.
#[derive(Debug, Default)]
pub struct Sent {
    pub form: FormState,
    files: Vec<Upload>,
}

impl Deref for Sent {
    type Target = FormState;
    fn deref(&self) -> &FormState {
        &self.form
    }
}

impl Sent {
    /// A file that was chosen; a file field left empty is `None`.
    pub fn file(&self, field: &str) -> Option<&Upload> {
        self.files
            .iter()
            .find(|it| it.field == field && !(it.bytes.is_empty() && it.name.is_empty()))
    }
}

/// What was written into a form that was not taken, to be copied: an hour of thought is not lost to a session that ended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written(pub(crate) Vec<String>);

impl Written {
    /// The texts of a form, without what the page itself put into it.
    pub(crate) fn of(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let is_text = |(name, value): &(String, String)| {
            !OWN_FIELDS.contains(&name.as_str()) && !value.trim().is_empty()
        };
        Self(pairs.into_iter().filter(is_text).map(|it| it.1).collect())
    }

    /// Passwords are not shown to whoever sits there now.
    pub(crate) fn may_be_shown(path: &str) -> bool {
        !path.starts_with("/account")
    }
}

/// Why a form was not taken. Each has its own sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotSent {
    /// Without the token of this session: from a page opened before the last sign-in, or from another site.
    Token(Written),
    /// It broke off on its way, or is not what a browser sends.
    Unreadable,
    TooLarge,
    TooManyFields,
}

impl IntoResponse for NotSent {
    fn into_response(self) -> Response {
        match self {
            Self::Token(written) => {
                let mut response = failure(StatusCode::FORBIDDEN, "gate-form-token");
                response.extensions_mut().insert(written);
                response
            }
            Self::Unreadable => failure(StatusCode::BAD_REQUEST, "gate-form-unreadable"),
            Self::TooLarge => failure(StatusCode::PAYLOAD_TOO_LARGE, "gate-form-too-large"),
            Self::TooManyFields => {
                failure(StatusCode::PAYLOAD_TOO_LARGE, "gate-form-too-many-fields")
            }
        }
    }
}

impl FromRequest<App> for Sent {
    type Rejection = NotSent;

    async fn from_request(request: Request, app: &App) -> Result<Self, NotSent> {
        let extensions = request.extensions();
        let (token, most) = match (extensions.get::<Visit>(), extensions.get::<Guest>()) {
            (Some(visit), _) => (visit.csrf().to_owned(), LARGEST_BODY),
            (None, Some(guest)) => (guest.csrf().to_owned(), LARGEST_BODY_OF_GUESTS),
            (None, None) => return Err(NotSent::Token(Written::default())),
        };
        // A guest's form holds a password and little else.
        let may_be_shown =
            extensions.get::<Visit>().is_some() && Written::may_be_shown(request.uri().path());
        if length(request.headers()).is_some_and(|it| it > most) {
            throw_away(request.into_body()).await;
            return Err(NotSent::TooLarge);
        }
        let sent = if is_urlencoded(request.headers()) {
            urlencoded(request, app).await?
        } else {
            multipart(request, app).await?
        };
        let is_right: bool = sent
            .form
            .exact("csrf")
            .as_bytes()
            .ct_eq(token.as_bytes())
            .into();
        if is_right {
            return Ok(sent);
        }
        Err(NotSent::Token(if may_be_shown {
            Written::of(sent.form.into_pairs())
        } else {
            Written::default()
        }))
    }
}

pub(crate) fn is_urlencoded(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_none_or(|it| {
        it.as_bytes()
            .starts_with(b"application/x-www-form-urlencoded")
    })
}

fn length(headers: &HeaderMap) -> Option<usize> {
    headers
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}

async fn throw_away(mut body: Body) {
    let mut read = 0;
    while let Some(Ok(frame)) = body.frame().await {
        read += frame.data_ref().map_or(0, Bytes::len);
        if read > MOST_THROWN_AWAY {
            break;
        }
    }
}

/// Which of our reasons stands behind a status of the framework.
fn because(status: StatusCode) -> NotSent {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        NotSent::TooLarge
    } else {
        NotSent::Unreadable
    }
}

async fn urlencoded(request: Request, app: &App) -> Result<Sent, NotSent> {
    let body = Bytes::from_request(request, app)
        .await
        .map_err(|it| because(it.status()))?;
    if body.iter().filter(|it| **it == b'&').count() >= MOST_FIELDS {
        return Err(NotSent::TooManyFields);
    }
    let pairs =
        form_urlencoded::parse(&body).map(|(key, value)| (key.into_owned(), value.into_owned()));
    Ok(Sent {
        form: FormState::of(pairs),
        files: Vec::new(),
    })
}

async fn multipart(request: Request, app: &App) -> Result<Sent, NotSent> {
    let mut parts = Multipart::from_request(request, app)
        .await
        .map_err(|_| NotSent::Unreadable)?;
    let (mut pairs, mut files) = (Vec::new(), Vec::new());
    while let Some(part) = parts
        .next_field()
        .await
        .map_err(|it| because(it.status()))?
    {
        if pairs.len() + files.len() == MOST_FIELDS {
            return Err(NotSent::TooManyFields);
        }
        let field = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            Some(name) => {
                let bytes = part.bytes().await.map_err(|it| because(it.status()))?;
                files.push(Upload { field, name, bytes });
            }
            None => {
                let text = part.text().await.map_err(|it| because(it.status()))?;
                pairs.push((field, text));
            }
        }
    }
    Ok(Sent {
        form: FormState::of(pairs),
        files,
    })
}

#[cfg(test)]
mod tests {
    use super::Written;

    #[test]
    fn only_what_somebody_wrote_is_shown_again() {
        let sent = [
            ("csrf", "f00d"),
            ("form_id", "01a205d6-0186-76ef-8973-a2bb33e442d9"),
            ("version", "3"),
            ("what", "見学の案内を書き直す"),
            ("who", " "),
            ("next", "来年も続ける"),
        ];

        let Written(written) = Written::of(sent.map(|(name, value)| (name.into(), value.into())));

        assert_eq!(written, ["見学の案内を書き直す", "来年も続ける"]);
    }
}
