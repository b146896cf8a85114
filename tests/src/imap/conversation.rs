//! What the server answers on one connection.

use std::sync::Arc;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};

use super::mailbox::SharedMailbox;

/// A connection to the server.
pub(super) struct Conversation {
    server: Arc<SharedMailbox>,
    reader: BufReader<OwnedReadHalf>,
    writer: OwnedWriteHalf,
}

impl Conversation {
    pub(super) fn of(server: Arc<SharedMailbox>, stream: TcpStream) -> Self {
        stream.set_nodelay(true).unwrap();
        let (reader, writer) = stream.into_split();
        Self { server, reader: BufReader::new(reader), writer }
    }

    pub(super) async fn run(mut self) -> std::io::Result<()> {
        self.say("* OK ready").await?;
        loop {
            let mut line = String::new();
            if self.reader.read_line(&mut line).await? == 0 {
                return Ok(());
            }
            let (tag, command) = line.trim_end().split_once(' ').unwrap();
            self.server.commands.send_modify(|commands| commands.push(command.to_owned()));
            let done = self.obey(command).await?;
            self.say(&format!("{tag} {done}")).await?;
        }
    }

    async fn say(&mut self, line: &str) -> std::io::Result<()> {
        self.writer.write_all(format!("{line}\r\n").as_bytes()).await
    }

    async fn obey(&mut self, command: &str) -> std::io::Result<String> {
        let words: Vec<&str> = command.split(' ').collect();
        let faults = self.server.mailbox().faults.clone();
        match words[..] {
            ["LOGIN", ..] if faults.refuses_sign_in => return Ok("NO [AUTHENTICATIONFAILED] wrong".to_owned()),
            ["LOGIN", ..] => assert_eq!(command, "LOGIN \"support\" \"hunter2\""),
            ["CAPABILITY"] => {
                let known = ["IMAP4rev1", "IDLE", "MOVE", "UIDPLUS"];
                let can: Vec<_> = known.into_iter().filter(|word| !faults.cannot.contains(word)).collect();
                self.say(&format!("* CAPABILITY {}", can.join(" "))).await?;
            }
            ["SELECT" | "EXAMINE", name] => return self.select(name).await,
            ["NOOP"] => self.tell().await?,
            ["IDLE"] => return self.idle(faults.is_silent).await,
            ["STATUS", "\"Done\"", ..] => {}
            ["STATUS", ..] => return Ok("NO no such folder".to_owned()),
            ["UID", "FETCH", uid, ..] if command.contains("[HEADER]") => {
                return self.header(uid.parse().unwrap()).await;
            }
            ["UID", "FETCH", uids, ..] if command.contains("BODY") => return self.body(uids.parse().unwrap()).await,
            ["UID", "FETCH", uids, ..] => self.list(uids).await?,
            ["UID", action, uid, ..] => self.change(action, uid.parse().unwrap(), command),
            _ => return Ok("BAD unknown".to_owned()),
        }
        Ok("OK done".to_owned())
    }

    async fn select(&mut self, name: &str) -> std::io::Result<String> {
        if name != "\"INBOX\"" {
            return Ok("NO [NONEXISTENT] no such folder".to_owned());
        }
        self.tell().await?;
        let (validity, next) = {
            let mailbox = self.server.mailbox();
            (mailbox.uid_validity, mailbox.uid_next)
        };
        self.say(&format!("* OK [UIDVALIDITY {validity}] valid")).await?;
        self.say(&format!("* OK [UIDNEXT {next}] next")).await?;
        Ok("OK [READ-WRITE] selected".to_owned())
    }

    async fn tell(&mut self) -> std::io::Result<()> {
        let count = self.server.state("INBOX").len();
        self.say(&format!("* {count} EXISTS")).await
    }

    async fn idle(&mut self, is_silent: bool) -> std::io::Result<String> {
        let mut changes = self.server.changes.subscribe();
        self.say("+ idling").await?;
        if !is_silent {
            self.tell().await?;
        }
        let mut line = String::new();
        loop {
            tokio::select! {
                read = self.reader.read_line(&mut line) => {
                    if read? == 0 {
                        return Err(std::io::ErrorKind::UnexpectedEof.into());
                    }
                    assert_eq!(line, "DONE\r\n");
                    self.server.commands.send_modify(|commands| commands.push("DONE".to_owned()));
                    return Ok("OK idled".to_owned());
                }
                _ = changes.changed() => {}
            }
            if !is_silent {
                self.tell().await?;
            }
        }
    }

    async fn list(&mut self, uids: &str) -> std::io::Result<()> {
        let from: u32 = uids.strip_suffix(":*").unwrap().parse().unwrap();
        let mails = self.server.mailbox().mails.clone();
        let last = mails.iter().map(|mail| mail.uid).max();
        for (number, mail) in mails.iter().enumerate().filter(|(_, mail)| mail.folder == "INBOX") {
            if mail.uid >= from || Some(mail.uid) == last {
                let (uid, size, flags) = (mail.uid, mail.raw.len(), if mail.is_seen { "\\Seen" } else { "" });
                self.say(&format!("* {} FETCH (FLAGS ({flags}) UID {uid} RFC822.SIZE {size})", number + 1)).await?;
            }
        }
        Ok(())
    }

    async fn header(&mut self, uid: u32) -> std::io::Result<String> {
        let found = self.server.mailbox().mails.iter().find(|mail| mail.uid == uid).cloned();
        let Some(mail) = found else { return Ok("OK nothing".to_owned()) };
        let end = mail.raw.windows(4).position(|bytes| bytes == b"\r\n\r\n").map_or(0, |at| at + 4);
        self.writer.write_all(format!("* 9 FETCH (UID {uid} BODY[HEADER]<0> {{{end}}}\r\n").as_bytes()).await?;
        self.writer.write_all(&mail.raw[..end]).await?;
        self.say(")").await?;
        Ok("OK done".to_owned())
    }

    async fn body(&mut self, uid: u32) -> std::io::Result<String> {
        let faults = self.server.mailbox().faults.clone();
        if faults.bad_uid == Some(uid) {
            return Ok("BAD internal error".to_owned());
        }
        if let Some(deleted) = faults.deletes_uid.filter(|deleted| *deleted != uid) {
            self.server.mailbox().mails.retain(|mail| mail.uid != deleted);
            self.say("* 1 EXPUNGE").await?;
        }
        let found = self.server.mailbox().mails.iter().find(|mail| mail.uid == uid).cloned();
        let Some(mail) = found else { return Ok("OK nothing".to_owned()) };
        if faults.nil_uid == Some(uid) {
            self.say(&format!("* 9 FETCH (UID {uid} BODY[] NIL)")).await?;
            return Ok("OK done".to_owned());
        }
        let announced = faults.literal.filter(|(huge, _)| *huge == uid).map(|(_, size)| size);
        let size = announced.unwrap_or(mail.raw.len() as u64);
        self.writer.write_all(format!("* 9 FETCH (UID {uid} BODY[] {{{size}}}\r\n").as_bytes()).await?;
        if let Some((_, some, times @ 1..)) = faults.stops_in.filter(|(stops, ..)| *stops == uid) {
            self.server.mailbox().faults.stops_in = Some((uid, some, times - 1));
            self.writer.write_all(&mail.raw[..some]).await?;
            std::future::pending::<()>().await;
        }
        self.writer.write_all(&mail.raw).await?;
        self.say(" FLAGS (\\Recent))").await?;
        if faults.marks_read {
            self.change("STORE", uid, "+FLAGS (\\Seen)");
        }
        Ok("OK done".to_owned())
    }

    fn change(&mut self, action: &str, uid: u32, command: &str) {
        let mut mailbox = self.server.mailbox();
        match action {
            "EXPUNGE" => mailbox.mails.retain(|mail| mail.uid != uid),
            _ => {
                let mail = mailbox.mails.iter_mut().find(|mail| mail.uid == uid).unwrap();
                mail.is_seen |= command.contains("\\Seen");
                if action == "MOVE" {
                    assert!(command.ends_with("\"Done\""), "{command}");
                    mail.folder = "Done";
                }
            }
        }
    }
}
