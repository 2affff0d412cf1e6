//! A person at a browser: keeps cookies, carries the form's token, sends what forms send.
use std::sync::Arc;

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use http_body_util::BodyExt;
use tokio::sync::Mutex;
use tower::ServiceExt;

use crate::{PASSWORD, Reply, Town};

/// What the browser remembers.
#[derive(Default, Clone)]
struct Memory {
    cookies: Vec<(String, String)>,
    csrf: String,
    is_ready: bool,
}

#[derive(Clone)]
pub struct Visitor {
    town: Town,
    name: Option<String>,
    memory: Arc<Mutex<Memory>>,
    /// Two requests at once are of one browser: it signs in once.
    arriving: Arc<Mutex<()>>,
}

impl Visitor {
    pub(crate) fn new(town: Town, name: Option<String>) -> Self {
        Self {
            town,
            name,
            memory: Arc::default(),
            arriving: Arc::default(),
        }
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Reply {
        self.sign_in_once().await;
        self.send(Request::get(path), Body::empty()).await
    }

    /// Sends a form with the token that the pages carry.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        self.sign_in_once().await;
        let csrf = self.memory.lock().await.csrf.clone();
        self.post_with(path, fields, &csrf).await
    }

    /// Sends a form without the token, as another site's page would.
    pub async fn post_without_token(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        self.sign_in_once().await;
        self.post_with(path, fields, "not the token").await
    }

    /// Sends a form from a page of another site, with all cookies and even the right token.
    pub async fn post_from_elsewhere(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        self.sign_in_once().await;
        let csrf = self.memory.lock().await.csrf.clone();
        let request = Request::post(path)
            .header("sec-fetch-site", "cross-site")
            .header(header::ORIGIN, "https://elsewhere.test");
        let form = "application/x-www-form-urlencoded";
        self.send(
            request.header(header::CONTENT_TYPE, form),
            encoded(fields, &csrf),
        )
        .await
    }

    /// Sends bytes as they are, under a content type.
    pub async fn post_bytes(&self, path: &str, content_type: &str, bytes: Vec<u8>) -> Reply {
        self.sign_in_once().await;
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, content_type)
            .header(header::CONTENT_LENGTH, bytes.len());
        self.send(request, Body::from(bytes)).await
    }

    /// Opens an address as a program does that reads JSON.
    pub async fn get_json(&self, path: &str) -> Reply {
        self.sign_in_once().await;
        self.send(
            Request::get(path).header(header::ACCEPT, "application/json"),
            Body::empty(),
        )
        .await
    }

    /// Sends a request as it is, with the cookies of the browser and the token of its forms in the body: for methods and headers that no
    /// page of ours uses.
    pub async fn ask(&self, method: Method, path: &str, headers: &[(&str, &str)]) -> Reply {
        self.sign_in_once().await;
        let csrf = self.memory.lock().await.csrf.clone();
        let form = "application/x-www-form-urlencoded";
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::CONTENT_TYPE, form);
        let request = headers
            .iter()
            .fold(request, |it, (name, value)| it.header(*name, *value));
        self.send(request, encoded(&[], &csrf)).await
    }

    /// Puts a cookie into the browser, as somebody might who had it in hand before.
    pub async fn plant_cookie(&self, name: &str, value: &str) {
        let mut memory = self.memory.lock().await;
        memory.cookies.retain(|it| it.0 != name);
        memory.cookies.push((name.to_owned(), value.to_owned()));
    }

    /// What the browser keeps under this name.
    pub async fn cookie(&self, name: &str) -> Option<String> {
        let memory = self.memory.lock().await;
        let found = memory.cookies.iter().find(|it| it.0 == name);
        found.map(|it| it.1.clone())
    }

    async fn post_with(&self, path: &str, fields: &[(&str, &str)], csrf: &str) -> Reply {
        let request =
            Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, encoded(fields, csrf)).await
    }

    /// Sends a form with a file.
    pub async fn upload(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        field: &str,
        name: &str,
        bytes: &[u8],
    ) -> Reply {
        self.sign_in_once().await;
        let csrf = self.memory.lock().await.csrf.clone();
        self.upload_with(path, fields, (field, name, bytes), &csrf)
            .await
    }

    /// Sends a file without the token, as another site's page would.
    pub async fn upload_without_token(
        &self,
        path: &str,
        field: &str,
        name: &str,
        bytes: &[u8],
    ) -> Reply {
        self.sign_in_once().await;
        self.upload_with(path, &[], (field, name, bytes), "not the token")
            .await
    }

    async fn upload_with(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        (field, name, bytes): (&str, &str, &[u8]),
        csrf: &str,
    ) -> Reply {
        const EDGE: &str = "----the-edge-of-a-part";
        let mut body = Vec::new();
        for (key, value) in [("csrf", csrf)].iter().chain(fields) {
            body.extend(
                format!(
                    "--{EDGE}\r\nContent-Disposition: form-data; name=\"{key}\"\r\n\r\n{value}\r\n"
                )
                .into_bytes(),
            );
        }
        let head = format!(
            "--{EDGE}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend(head.into_bytes());
        body.extend_from_slice(bytes);
        body.extend(format!("\r\n--{EDGE}--\r\n").into_bytes());
        let kind = format!("multipart/form-data; boundary={EDGE}");
        self.send(
            Request::post(path).header(header::CONTENT_TYPE, kind),
            Body::from(body),
        )
        .await
    }

    async fn sign_in_once(&self) {
        let Some(name) = &self.name else { return };
        let _turn = self.arriving.lock().await;
        if self.memory.lock().await.is_ready {
            return;
        }
        self.town.person(name).await;
        let number = self
            .town
            .number_of(name)
            .expect("the person was just given an account");
        let reply = self
            .post_with(
                "/sign-in",
                &[("number", &number), ("password", PASSWORD)],
                "",
            )
            .await;
        // Who may not come in goes on without a session, as a real browser would.
        if reply.location().is_some() {
            let home = self.send(Request::get("/account"), Body::empty()).await;
            if let Some(token) = home.between("name=\"csrf\" value=\"", "\"") {
                self.memory.lock().await.csrf = token;
            }
        }
        self.memory.lock().await.is_ready = true;
    }

    async fn send(&self, request: axum::http::request::Builder, body: Body) -> Reply {
        let cookies: Vec<_> = self
            .memory
            .lock()
            .await
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let is_told = request
            .headers_ref()
            .is_some_and(|it| it.contains_key("sec-fetch-site"));
        let request = if is_told {
            request
        } else {
            request.header("sec-fetch-site", "same-origin")
        };
        let request = request
            .header(header::HOST, "town.test")
            .header(header::COOKIE, cookies.join("; "))
            .body(body)
            .expect("paths in tests are paths");
        let response = self
            .town
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("the router always answers");
        let (parts, body) = response.into_parts();
        let mut memory = self.memory.lock().await;
        for cookie in parts
            .headers
            .get_all(header::SET_COOKIE)
            .iter()
            .filter_map(|it| it.to_str().ok())
        {
            let pair = cookie.split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                memory.cookies.retain(|it| it.0 != name);
                memory.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        drop(memory);
        let body = body.collect().await.expect("the body arrives").to_bytes();
        Reply::new(parts.status, parts.headers, body)
    }
}

fn encoded(fields: &[(&str, &str)], csrf: &str) -> Body {
    let mut body = form_urlencoded::Serializer::new(String::new());
    body.append_pair("csrf", csrf).extend_pairs(fields);
    Body::from(body.finish())
}
