//! A person at the demo's pages: signs in and sends forms, as a browser would, without a network.
use axum::{
    Router,
    body::Body,
    http::{Request, Response, header},
};
use http_body_util::BodyExt;
use tower::ServiceExt;

use super::{personas, personas::Part, sign_ins::PASSWORD};
use crate::trouble::{Exit, Result, Trouble};

/// A persona who has signed in.
pub(crate) struct Hand {
    router: Router,
    cookie: String,
    /// The token that every form carries.
    csrf: String,
}

impl Hand {
    pub(crate) async fn of(router: Router, part: Part) -> Result<Self> {
        let number = personas::all().find(|it| it.0 == part).map(|it| it.1);
        let mut hand = Self {
            router,
            cookie: String::new(),
            csrf: String::new(),
        };
        let fields = [
            ("number", number.unwrap_or_default()),
            ("password", PASSWORD),
        ];
        let answer = hand.send("/sign-in", &fields).await?;
        let cookies = answer.headers().get_all(header::SET_COOKIE).iter();
        let pairs: Vec<&str> = cookies
            .filter_map(|it| it.to_str().ok()?.split(';').next())
            .collect();
        hand.cookie = pairs.join("; ");
        hand.csrf = hand.hidden("/account", "csrf").await?;
        Ok(hand)
    }

    /// What the page's hidden field of that name carries.
    pub(crate) async fn hidden(&self, path: &str, name: &str) -> Result<String> {
        let page = self.get(path).await?;
        let value = between(&page, &format!("name=\"{name}\" value=\""), "\"");
        let value = value.ok_or_else(|| fault(path, &format!("no form carries {name}")))?;
        Ok(value.to_owned())
    }

    pub(crate) async fn get(&self, path: &str) -> Result<String> {
        let request = self.request(Request::get(path), Body::empty());
        let answer = self.ask(path, request).await?;
        text(path, answer).await
    }

    /// Sends a form that must be taken: the answer leads on to another page.
    pub(crate) async fn send(&self, path: &str, fields: &[(&str, &str)]) -> Result<Response<Body>> {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.append_pair("csrf", &self.csrf).extend_pairs(fields);
        let kind = "application/x-www-form-urlencoded";
        let builder = Request::post(path).header(header::CONTENT_TYPE, kind);
        let request = self.request(builder, Body::from(body.finish()));
        let answer = self.ask(path, request).await?;
        match answer.status().is_redirection() {
            true => Ok(answer),
            false => Err(fault(path, &answer.status().to_string())),
        }
    }

    fn request(&self, builder: axum::http::request::Builder, body: Body) -> Request<Body> {
        builder
            .header(header::HOST, "127.0.0.1")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, &self.cookie)
            .body(body)
            .expect("the demo's addresses are addresses")
    }

    async fn ask(&self, path: &str, request: Request<Body>) -> Result<Response<Body>> {
        let answer = self
            .router
            .clone()
            .oneshot(request)
            .await
            .unwrap_or_else(|never| match never {});
        match answer.status().is_success() || answer.status().is_redirection() {
            true => Ok(answer),
            false => {
                let status = answer.status();
                let page = text(path, answer).await?;
                // The sentence that a person would have read.
                let said = between(&page, "class=\"error", "</").unwrap_or_default();
                Err(fault(path, &format!("{status} {said}")))
            }
        }
    }
}

async fn text(path: &str, answer: Response<Body>) -> Result<String> {
    let body = answer.into_body().collect().await;
    let bytes = body.map_err(|it| fault(path, &it.to_string()))?.to_bytes();
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let start = text.find(before)? + before.len();
    let length = text[start..].find(after)?;
    Some(&text[start..start + length])
}

fn fault(path: &str, what: &str) -> Trouble {
    Trouble {
        exit: Exit::Fault,
        text: web::Text::new("app-fault"),
        cause: Some(format!("{path}: {what}")),
    }
}
