//! A few mails of the sample data: some open tickets, some wait for a decision.

use deskhand_domain::TicketId;
use deskhand_domain::incoming::{ArrivedMail, Transport};
use deskhand_domain::notification::MailIn;
use deskhand_domain::use_cases::{Ports, UseCases};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;
use uuid::Uuid;

struct SampleMail {
    from: &'static str,
    subject: &'static str,
    /// Further lines of the header.
    header: String,
    text: &'static str,
}

fn samples(answered: Option<TicketId>, mail_in: &MailIn) -> Vec<SampleMail> {
    let mail = |from, subject, text| SampleMail { from, subject, header: String::new(), text };
    let mut samples = vec![
        mail(
            "Greta Holm <greta.holm@client.example>",
            "Invoice with the wrong address",
            "Hello,\n\nyour invoice of last week names our old address. Could you send it again?\n\nThanks, Greta",
        ),
        mail(
            "Matteo Ricci <matteo.ricci@client.example>",
            "Access for a new colleague",
            "Good morning,\n\nfrom Monday on a new colleague works with us. What do you need for the account?\n\nMatteo",
        ),
        SampleMail {
            header: "Auto-Submitted: auto-generated\r\n".to_owned(),
            ..mail("Monitor <monitor@client.example>", "Disk almost full", "The disk of host db-2 is 91 % full.")
        },
    ];
    samples.extend(answered.map(|ticket| SampleMail {
        header: format!("In-Reply-To: <ticket-{ticket}@{}>\r\n", mail_in.id_domain),
        ..mail(
            "Olga Sims <olga.sims@client.example>",
            "Re: Your request",
            "We have the same problem on the second floor.",
        )
    }));
    samples
}

impl SampleMail {
    fn raw(&self, to: &str, id: Uuid, now: OffsetDateTime) -> Vec<u8> {
        let date = now.format(&Rfc2822).unwrap_or_default();
        let Self { from, subject, header, text } = self;
        format!(
            "From: {from}\r\nTo: {to}\r\nSubject: {subject}\r\nDate: {date}\r\nMessage-ID: <{id}@client.example>\r\n{header}\
             MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{}\r\n",
            text.replace('\n', "\r\n")
        )
        .into_bytes()
    }
}

/// Takes the mails in. `answered` is a ticket that one of them answers. Returns how many there are.
pub(super) async fn take_in(
    desk: &UseCases,
    ports: &Ports,
    mail_in: &MailIn,
    answered: Option<TicketId>,
) -> anyhow::Result<usize> {
    let samples = samples(answered, mail_in);
    for sample in &samples {
        let raw = sample.raw(mail_in.address.as_str(), ports.ids.uuid(), ports.clock.now());
        let mail = ArrivedMail { raw, sender: None, recipients: Vec::new(), transport: Transport::Stdin, left: None };
        desk.incoming_mail().take_in(mail).await?;
    }
    Ok(samples.len())
}
