use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use super::condition::{Condition, Status};
use super::fault::Fault;
use super::response::Response;
use super::session::Session;
use super::time_limit::{COMMAND, within};

/// Servers and routers end connections that are idle for longer.
pub(super) const RENEWED: Duration = Duration::from_secs(9 * 60);

impl Session {
    /// Asks the server to tell of new mail (RFC 2177). Returns the tag of the command; `None` where it can't, or will not.
    pub(super) async fn begin_idle(&mut self) -> Result<Option<String>, Fault> {
        if !self.offers("IDLE") {
            return Ok(None);
        }
        within(COMMAND, async {
            let tag = self.connection.begin("IDLE").await?;
            loop {
                match self.connection.next().await? {
                    Response::Continue => return Ok(Some(tag)),
                    Response::Done { tag: done, .. } if done == tag => return Ok(None),
                    _ => {}
                }
            }
        })
        .await
    }

    /// Waits until there may be new mail, or until `deadline`. A server that says now and then that it is still there
    /// does not prolong that.
    pub(super) async fn idle_until(&mut self, deadline: Instant) -> Result<bool, Fault> {
        let news = async {
            while !self.connection.take_news() {
                match self.connection.next().await? {
                    Response::Untagged(Condition { status: Status::Bye, text, .. }) => {
                        return Err(Fault::Connection(format!("it ends the connection: {text}")));
                    }
                    Response::Done { condition, .. } => {
                        return Err(Fault::Connection(format!("it ended IDLE by itself: {}", condition.text)));
                    }
                    _ => {}
                }
            }
            Ok(())
        };
        match timeout_at(deadline, news).await {
            Ok(news) => news.map(|()| true),
            Err(_) => Ok(false),
        }
    }

    pub(super) async fn end_idle(&mut self, tag: &str) -> Result<(), Fault> {
        within(COMMAND, async {
            self.connection.send("DONE").await?;
            self.connection.until_done(tag, drop).await?.accepted().map(drop)
        })
        .await
    }
}
