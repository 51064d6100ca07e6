//! Lets other pages on this machine, on any port, frame the widget's pages and load its files, so that an embed can be
//! tried. A newsroom that lets everybody embed sends these headers too, with other values, which the guide's page on the
//! element has.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use super::server::POLICY;

/// The folders that other pages may use: the widget's, and the one of pages made for frames.
const FOLDERS: [&str; 2] = ["/force-compare/", "/frames/"];
const OWN: &str = "frame-ancestors 'self'";
const LOCAL: &str = "frame-ancestors 'self' http://localhost:* http://127.0.0.1:*";

/// Replaces the headers that keep other pages out. Sites on other machines stay out: a draft is nobody else's business.
pub async fn allow(request: Request, next: Next) -> Response {
    let ours = FOLDERS.iter().any(|folder| request.uri().path().starts_with(folder));
    let origin = request.headers().get(header::ORIGIN).cloned();
    let mut response = next.run(request).await;
    if !ours {
        return response;
    }
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&POLICY.replace(OWN, LOCAL)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-site"));
    if let Some(origin) = origin.filter(|origin| origin.to_str().is_ok_and(is_local)) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    }
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding, origin"));
    response
}

/// Whether an origin is on this machine, on any port.
fn is_local(origin: &str) -> bool {
    let host = origin.strip_prefix("http://").unwrap_or_default();
    let (name, port) = host.split_once(':').unwrap_or((host, "80"));
    ["localhost", "127.0.0.1"].contains(&name) && port.bytes().all(|digit| digit.is_ascii_digit())
}
