//! Who may talk to the desk: the page that this run opened, on this machine, and nobody else.
//!
//! Any program and any web page of the machine can reach a port on loopback. So every call must name
//! the desk as its host (else a foreign name was made to lead here), must not come from another origin,
//! and must carry the token of this run, which only the browser has that the desk has opened.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use sha2::{Digest as _, Sha256};

#[derive(Debug)]
pub(super) struct Guard {
    port: u16,
    pub(super) token: String,
    /// For the style sheets that the page's editor makes.
    pub(super) nonce: String,
}

impl Guard {
    pub(super) fn new(port: u16) -> Self {
        Self { port, token: secret("token"), nonce: secret("nonce") }
    }

    /// The address that opens the desk.
    pub(super) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/?t={}", self.port, self.token)
    }

    /// Browsers send cookies to all ports of a host: each desk has its own.
    fn cookie_name(&self) -> String {
        format!("kuaibao-{}", self.port)
    }

    pub(super) fn cookie(&self) -> String {
        format!("{}={}; Path=/; HttpOnly; SameSite=Strict", self.cookie_name(), self.token)
    }

    fn is_own_host(&self, host: &str) -> bool {
        ["127.0.0.1", "localhost"].iter().any(|name| host == format!("{name}:{}", self.port))
    }

    fn is_own_origin(&self, origin: &str) -> bool {
        origin.strip_prefix("http://").is_some_and(|host| self.is_own_host(host))
    }

    pub(super) fn has_token(&self, headers: &HeaderMap) -> bool {
        let name = self.cookie_name();
        let cookies =
            headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs =
            cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.any(|(key, value)| key == name && same(value, &self.token))
    }

    /// Whether a `?t=` is the token.
    pub(super) fn opens(&self, token: &str) -> bool {
        same(token, &self.token)
    }

    /// Why a call is not answered.
    fn refusal(&self, request: &Request) -> Option<&'static str> {
        let headers = request.headers();
        let one = |name| {
            let mut all = headers.get_all(name).iter();
            let first = all.next().map(|value| value.to_str().unwrap_or_default());
            if all.next().is_some() { Some("") } else { first }
        };
        if !one(header::HOST).is_some_and(|host| self.is_own_host(host)) {
            return Some("foreign host");
        }
        if one(header::ORIGIN).is_some_and(|origin| !self.is_own_origin(origin)) {
            return Some("foreign origin");
        }
        let site = headers.get("sec-fetch-site").and_then(|site| site.to_str().ok());
        let reading = [Method::GET, Method::HEAD].contains(request.method());
        if !reading && one(header::ORIGIN).is_none() {
            return Some("no origin");
        }
        // What opens the page comes from outside of it, by the address with the token.
        let page = request.uri().path() == "/";
        if !page && site.is_some_and(|site| site != "same-origin" && site != "none") {
            return Some("foreign site");
        }
        if !page && !self.has_token(headers) {
            return Some("no token");
        }
        None
    }

    fn policy(&self) -> String {
        format!(
            "default-src 'self'; style-src 'self' 'nonce-{}'; img-src 'self' blob: data:; \
             object-src 'self'; frame-src 'self' blob:; base-uri 'none'; form-action 'self'; \
             frame-ancestors 'self'",
            self.nonce
        )
    }
}

/// Refuses what is foreign, and says to the browser what the page may do.
pub(super) async fn watch(
    State(guard): State<std::sync::Arc<Guard>>,
    request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path().to_owned();
    let mut response = match guard.refusal(&request) {
        Some(why) => (StatusCode::FORBIDDEN, why).into_response(),
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    let mut set = |name: &'static str, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set("content-security-policy", &guard.policy());
    set("x-content-type-options", "nosniff");
    set("referrer-policy", "no-referrer");
    set("cross-origin-resource-policy", "same-origin");
    set("cross-origin-opener-policy", "same-origin");
    set("permissions-policy", "camera=(), microphone=(), geolocation=()");
    let kept = path.starts_with("/assets/") || path.starts_with("/api/picture/");
    set("cache-control", if kept { "no-cache" } else { "no-store" });
    response
}

/// Compares in a time that does not tell how much is right.
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |odd, (a, b)| odd | (a ^ b)) == 0
}

/// 32 hexadecimal digits that nobody can guess: the system's own randomness, from which the standard
/// library draws the keys of its hash tables.
fn secret(what: &str) -> String {
    use std::hash::{BuildHasher as _, RandomState};
    let mut hasher = Sha256::new();
    for round in 0..4u8 {
        let state = RandomState::new();
        hasher.update(state.hash_one((what, round)).to_le_bytes());
        hasher.update(state.hash_one((round, what, 0xA5u8)).to_le_bytes());
    }
    hasher.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
