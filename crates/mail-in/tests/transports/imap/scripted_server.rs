//! An IMAP server with one mailbox in memory, and with the faults that a test asks for.

use std::sync::{Arc, Mutex, MutexGuard};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

#[derive(Clone, Debug)]
pub(crate) struct StoredMail {
    pub(crate) uid: u32,
    pub(crate) is_seen: bool,
    pub(crate) raw: String,
    pub(crate) folder: &'static str,
}

/// What is wrong with the server.
#[derive(Clone, Debug, Default)]
pub(crate) struct Faults {
    pub(crate) refuses_sign_in: bool,
    /// Answers BAD when this mail is fetched.
    pub(crate) bad_uid: Option<u32>,
    /// Announces this literal for this mail, and sends some of it.
    pub(crate) literal: Option<(u32, u64)>,
    /// Says for this mail that it has no text.
    pub(crate) nil_uid: Option<u32>,
    /// Sends so many bytes of this mail and then nothing more, as often as the last number says.
    pub(crate) stops_in: Option<(u32, usize, u32)>,
    /// Deletes this mail, and tells of it, when another one is fetched.
    pub(crate) deletes_uid: Option<u32>,
    pub(crate) marks_read: bool,
    pub(crate) is_silent: bool,
    pub(crate) cannot: Vec<&'static str>,
}

pub(crate) struct Mailbox {
    pub(crate) uid_validity: u32,
    pub(crate) uid_next: u32,
    pub(crate) mails: Vec<StoredMail>,
    pub(crate) faults: Faults,
}

#[derive(Clone)]
pub(crate) struct ScriptedServer {
    pub(crate) port: u16,
    mailbox: Arc<Mutex<Mailbox>>,
    /// The commands of all connections, without their tags.
    commands: watch::Sender<Vec<String>>,
    /// Counts the changes of the mailbox.
    changes: watch::Sender<u64>,
}

impl ScriptedServer {
    pub(crate) async fn start(faults: Faults) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mailbox = Mailbox { uid_validity: 7, uid_next: 1, mails: Vec::new(), faults };
        let server = Self {
            port: listener.local_addr().unwrap().port(),
            mailbox: Arc::new(Mutex::new(mailbox)),
            commands: watch::Sender::default(),
            changes: watch::Sender::default(),
        };
        let accepting = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(Conversation::of(accepting.clone(), stream).run());
            }
        });
        server
    }

    pub(crate) fn mailbox(&self) -> MutexGuard<'_, Mailbox> {
        self.mailbox.lock().unwrap()
    }

    /// A mail arrives. Returns its UID.
    pub(crate) fn arrives(&self, raw: &str) -> u32 {
        let mut mailbox = self.mailbox();
        let uid = mailbox.uid_next;
        mailbox.uid_next += 1;
        mailbox.mails.push(StoredMail { uid, is_seen: false, raw: raw.to_owned(), folder: "INBOX" });
        drop(mailbox);
        self.changes.send_modify(|changes| *changes += 1);
        uid
    }

    pub(crate) fn commands(&self) -> Vec<String> {
        self.commands.borrow().clone()
    }

    pub(crate) fn count(&self, command: &str) -> usize {
        self.commands.borrow().iter().filter(|known| known.starts_with(command)).count()
    }

    /// Waits until this command came so many times.
    pub(crate) async fn told(&self, command: &str, times: usize) {
        let count = |commands: &Vec<String>| commands.iter().filter(|known| known.starts_with(command)).count();
        self.commands.subscribe().wait_for(|commands| count(commands) >= times).await.unwrap();
    }

    /// The mails of the folder, as `uid` and `is_seen`.
    pub(crate) fn state(&self, folder: &str) -> Vec<(u32, bool)> {
        let mailbox = self.mailbox();
        mailbox.mails.iter().filter(|mail| mail.folder == folder).map(|mail| (mail.uid, mail.is_seen)).collect()
    }

    pub(crate) fn url(&self, after: &str) -> String {
        format!("imap://support:hunter2@127.0.0.1:{}/INBOX{after}", self.port)
    }
}

struct Conversation {
    server: ScriptedServer,
    reader: BufReader<OwnedReadHalf>,
    writer: OwnedWriteHalf,
}

impl Conversation {
    fn of(server: ScriptedServer, stream: TcpStream) -> Self {
        stream.set_nodelay(true).unwrap();
        let (reader, writer) = stream.into_split();
        Self { server, reader: BufReader::new(reader), writer }
    }

    async fn run(mut self) -> std::io::Result<()> {
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
                    read?;
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
            self.writer.write_all(&mail.raw.as_bytes()[..some]).await?;
            std::future::pending::<()>().await;
        }
        self.writer.write_all(mail.raw.as_bytes()).await?;
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
