//! Row 35, from the bytes: what is kept of answers that mail programs write as HTML.

use deskhand_domain::incoming::{Trimmed, answer_marker};
use deskhand_domain::ticket::TicketNumber;

use crate::builder::{Read as _, mail};

fn kept(html: &str) -> String {
    let read = mail().line("Content-Type: text/html; charset=utf-8").body(html).read();
    let number = TicketNumber::new(42).unwrap();
    let trimmed = Trimmed::of(&read.text, Some(number));
    assert_eq!(format!("{}{}", trimmed.kept, trimmed.elided), read.text);
    trimmed.kept.trim_end().to_owned()
}

#[test]
fn answers_in_html_keep_their_new_lines() {
    let table = [
        (
            "Gmail",
            "<div dir='ltr'>It is green.<div>Thanks!</div></div><br><div class='gmail_quote'><div class='gmail_attr'>On Mon, 4 May 2026 \
             at 10:04, Lin &lt;<a href='mailto:lin@desk.example'>lin@desk.example</a>&gt; wrote:<br></div><blockquote \
             class='gmail_quote' style='margin:0 0 0 .8ex'><div>Which colour?</div></blockquote></div>",
            "It is green.\nThanks!",
        ),
        (
            "Gmail, answers between quotes",
            "<div class='gmail_quote'><div class='gmail_attr'>On 4 May 2026, Lin wrote:</div><blockquote class='gmail_quote'>Which \
             colour?</blockquote><div>Green.</div><blockquote class='gmail_quote'>Which size?</blockquote><div>Large.</div></div>",
            "On 4 May 2026, Lin wrote:\n> Which colour?\nGreen.\n> Which size?\nLarge.",
        ),
        (
            "Outlook in a browser",
            "<div>It is green.</div><div id='appendonsend'></div><hr><div id='divRplyFwdMsg'><b>Von:</b> Lin<br><b>Gesendet:</b> \
             Montag<br><b>Betreff:</b> [#42]</div><div>Which colour?</div>",
            "It is green.",
        ),
        (
            "Outlook",
            "<div class=WordSection1><p class=MsoNormal>It is green.<o:p></o:p></p><div style='border:none;border-top:solid #E1E1E1 \
             1.0pt'><p class=MsoNormal><b>From:</b> Lin<br><b>Sent:</b> Monday<br><b>To:</b> Ada<br><b>Subject:</b> [#42]</p></div>\
             <p class=MsoNormal>Which colour?</p></div>",
            "It is green.",
        ),
        (
            "Apple",
            "<div>It is green.</div><div><br><blockquote type='cite'><div>On 4 May 2026, at 10:04, Lin wrote:</div>Which \
             colour?</blockquote></div>",
            "It is green.",
        ),
        (
            "Thunderbird",
            "<p>It is green.</p><div class='moz-cite-prefix'>Ma 4.5.2026 Lin kirjoitti:<br></div><blockquote type='cite'>Which \
             colour?</blockquote><div class='moz-signature'>-- <br>Ada</div>",
            "It is green.",
        ),
        (
            "Yahoo",
            "<div>It is green.</div><div class='yahoo_quoted'><div>On Monday, Lin wrote:</div><div>Which colour?</div></div>",
            "It is green.",
        ),
    ];
    for (what, html, expected) in table {
        assert_eq!(kept(html), expected, "{what}");
    }
    let marker = answer_marker("bitte über dieser Zeile antworten", TicketNumber::new(42).unwrap());
    let html = format!("<p>It is green.</p><p>Lin, 4 May 2026</p><div>{marker}</div><p>Which colour?</p>");
    assert_eq!(kept(&html), "It is green.\n\nLin, 4 May 2026");
}
