//! What a form sent: fields and files, taken only with the token that our own page put into it.
use std::ops::Deref;

use axum::{
    body::Bytes,
    extract::{FromRequest, Multipart, Request},
    http::header,
};
use subtle::ConstantTimeEq;
use web::{Error, Result, form::FormState};

use crate::{
    enter::{Guest, Visit},
    house::App,
};

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

impl FromRequest<App> for Sent {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let token = match (
            request.extensions().get::<Visit>(),
            request.extensions().get::<Guest>(),
        ) {
            (Some(visit), _) => visit.csrf().to_owned(),
            (None, Some(guest)) => guest.csrf().to_owned(),
            (None, None) => return Err(Error::Forbidden),
        };
        let is_multipart = request
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(|it| it.as_bytes().starts_with(b"multipart/form-data"));
        let sent = if is_multipart {
            multipart(request, app).await?
        } else {
            urlencoded(request, app).await?
        };
        let is_right: bool = sent
            .form
            .exact("csrf")
            .as_bytes()
            .ct_eq(token.as_bytes())
            .into();
        if is_right {
            Ok(sent)
        } else {
            Err(Error::Forbidden)
        }
    }
}

async fn urlencoded(request: Request, app: &App) -> Result<Sent> {
    let body = Bytes::from_request(request, app)
        .await
        .map_err(|_| Error::Refused(Box::new(Unreadable)))?;
    let pairs =
        form_urlencoded::parse(&body).map(|(key, value)| (key.into_owned(), value.into_owned()));
    Ok(Sent {
        form: FormState::of(pairs),
        files: Vec::new(),
    })
}

async fn multipart(request: Request, app: &App) -> Result<Sent> {
    let unreadable = |_| Error::Refused(Box::new(Unreadable));
    let mut parts = Multipart::from_request(request, app)
        .await
        .map_err(|_| Error::Refused(Box::new(Unreadable)))?;
    let (mut pairs, mut files) = (Vec::new(), Vec::new());
    while let Some(part) = parts.next_field().await.map_err(unreadable)? {
        let field = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            Some(name) => {
                let bytes = part.bytes().await.map_err(unreadable)?;
                files.push(Upload { field, name, bytes });
            }
            None => pairs.push((field, part.text().await.map_err(unreadable)?)),
        }
    }
    Ok(Sent {
        form: FormState::of(pairs),
        files,
    })
}

/// The form or file broke off on its way, or is larger than the server takes.
#[derive(Debug, thiserror::Error)]
#[error("the form could not be read")]
struct Unreadable;

impl web::Refusal for Unreadable {
    fn text(&self) -> web::Text {
        web::Text::new("gate-form-unreadable")
    }
}
