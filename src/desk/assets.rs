//! The page's files, as they are in the program.

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use std::sync::Arc;

use super::Desk;

const INDEX: &str = include_str!("../../desk/dist/index.html");

/// Name, kind, content.
const FILES: &[(&str, &str, &[u8])] = &[
    ("desk.js", "text/javascript; charset=utf-8", include_bytes!("../../desk/dist/assets/desk.js")),
    ("desk.css", "text/css; charset=utf-8", include_bytes!("../../desk/dist/assets/desk.css")),
    ("icon.svg", "image/svg+xml", include_bytes!("../../desk/dist/assets/icon.svg")),
];

#[derive(serde::Deserialize)]
pub(super) struct Entrance {
    t: Option<String>,
}

/// The page. Who comes with the token of this run gets it as a cookie, and an address without it.
pub(super) async fn index(
    State(desk): State<Arc<Desk>>,
    axum::extract::Query(entrance): axum::extract::Query<Entrance>,
    headers: axum::http::HeaderMap,
) -> Response {
    if let Some(token) = entrance.t {
        if desk.guard.opens(&token) {
            return ([(header::SET_COOKIE, desk.guard.cookie())], Redirect::to("/"))
                .into_response();
        }
        return (StatusCode::FORBIDDEN, Html(STALE)).into_response();
    }
    if !desk.guard.has_token(&headers) {
        return (StatusCode::FORBIDDEN, Html(STALE)).into_response();
    }
    Html(INDEX.replace("NONCE", &desk.guard.nonce)).into_response()
}

const STALE: &str = "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>编辑台</title>\
    <p>这个地址是上一次打开时的。请重新打开编辑台：双击程序，或运行 kuaibao desk</p></html>";

pub(super) async fn file(Path(name): Path<String>) -> Response {
    match FILES.iter().find(|(own, ..)| *own == name) {
        Some((_, kind, bytes)) => ([(header::CONTENT_TYPE, *kind)], *bytes).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
