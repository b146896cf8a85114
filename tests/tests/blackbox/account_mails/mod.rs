//! Links in mails about one's own account: verified addresses, forgotten passwords, invitations, and the pages behind.

mod asking;
mod changing_address;
mod expiry;
mod invitations;
mod pages;
mod resetting;
mod secrecy;
mod verifying;

use reqwest::Method;
use serde_json::json;

use crate::support::{Answer, Mail, TestApp};

const PUBLIC: &str = "https://desk.example.com";

/// The mails with a link among those that came since the last look, by address.
async fn links(app: &mut TestApp) -> Vec<(String, Link)> {
    app.mails().await.iter().filter_map(|mail| Some((mail.to.clone(), Link::in_mail(mail)?))).collect()
}

/// The one new mail with a link, which goes to this address.
async fn link_to(app: &mut TestApp, address: &str) -> Link {
    let mut links = links(app).await;
    let (to, link) = links.pop().unwrap();
    assert_eq!((to.as_str(), links.len()), (address, 0), "{links:?}");
    link
}

/// A link, as a mail has it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Link {
    /// Such as `/account/verify-email`.
    path: String,
    token: String,
}

impl Link {
    fn in_mail(mail: &Mail) -> Option<Self> {
        let line = mail.text.lines().find(|line| line.contains("/account/") && line.contains("?token="))?;
        let (page, token) = line.split_once("?token=").unwrap();
        let path = page.strip_prefix(PUBLIC).unwrap().to_owned();
        assert!(mail.html.contains(&format!("href=\"{line}\"")), "both parts have the link: {}", mail.html);
        assert_eq!(token.len(), 43, "256 bits");
        Some(Self { path, token: token.to_owned() })
    }
}

impl TestApp {
    /// Opens the page behind a link.
    async fn open(&self, link: &Link) -> Answer {
        self.send(self.request(Method::GET, &format!("/{}?token={}", link.path, link.token))).await
    }

    /// Presses the button on the page behind a link, with a password typed where there is a field for it.
    async fn press(&self, link: &Link, password: &str) -> Answer {
        let form = format!("token={}&password={}", link.token, password.replace(' ', "+"));
        let request = self.request(Method::POST, &format!("/{}", link.path));
        self.send(request.header("content-type", "application/x-www-form-urlencoded").body(form)).await
    }

    async fn verify(&self, token: &str) -> Answer {
        self.post_anonymously("/auth/email/verify", json!({"token": token})).await
    }

    async fn undo(&self, token: &str) -> Answer {
        self.post_anonymously("/auth/email/undo", json!({"token": token})).await
    }

    async fn reset(&self, token: &str, password: &str) -> Answer {
        self.post_anonymously("/auth/password/reset", json!({"token": token, "password": password})).await
    }

    async fn forgot(&self, email: &str) -> Answer {
        self.post_anonymously("/auth/password/forgot", json!({"email": email})).await
    }

    async fn resend(&self, email: &str) -> Answer {
        self.post_anonymously("/auth/email/resend", json!({"email": email})).await
    }

    async fn is_verified(&self, username: &str) -> bool {
        let superadmin = self.superadmin().await;
        self.get(&superadmin, &format!("/users/{username}")).await.expect(200)["email_verified"] == true
    }
}
