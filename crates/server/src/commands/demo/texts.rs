//! The texts of the sample tickets.

use deskhand_domain::ticket::Priority;

/// A problem: title, description and priority.
pub(super) struct Problem {
    pub(super) title: &'static str,
    pub(super) description: &'static str,
    pub(super) priority: Priority,
}

const fn problem(title: &'static str, description: &'static str, priority: Priority) -> Problem {
    Problem { title, description, priority }
}

pub(super) const PROBLEMS: &[Problem] = &[
    problem(
        "Invoice shows the wrong VAT rate",
        "Our last three invoices were issued with 19 % instead of 7 %.\nCan you correct and resend them?",
        Priority::Medium,
    ),
    problem(
        "Cannot sign in after the password change",
        "I changed my password this morning. Since then I only get \"wrong credentials\", on the phone and on the laptop.",
        Priority::High,
    ),
    problem(
        "Export stops at 10,000 rows",
        "The CSV export of the order list ends at row 10,000 without any message. We have about 34,000 orders.",
        Priority::Medium,
    ),
    problem(
        "Production printer prints blank labels",
        "All labels come out blank since the update on Tuesday. The packing line stands still.",
        Priority::Urgent,
    ),
    problem(
        "Please add a second delivery address",
        "Deliveries on Mondays should go to our warehouse instead of the office.",
        Priority::Low,
    ),
    problem(
        "The report takes minutes to open",
        "Opening the monthly report takes three to four minutes. It used to be instant.",
        Priority::Medium,
    ),
    problem("Typo on the start page", "It says \"Recieve your parcels\".\n\nNothing urgent :)", Priority::Low),
    problem(
        "API answers 429 although we stay below the limit",
        "We send about 20 requests a minute and get 429 every few minutes since yesterday, 14:00 UTC.",
        Priority::High,
    ),
    problem("How do I invite a colleague?", "I can't find where to add a second person to our account.", Priority::Low),
    problem(
        "Duplicate charge on our card",
        "We were charged twice for September. Both charges carry the same invoice number.",
        Priority::High,
    ),
    problem(
        "Umlauts are broken in the address label",
        "M\u{fc}ller becomes M\u{c3}\u{bc}ller on every label, and the courier rejects them.",
        Priority::Medium,
    ),
    problem(
        "Nobody can reach the portal from our office",
        "From home it works, from the office the page stays white. Our IT says nothing has changed on our side.",
        Priority::Urgent,
    ),
];

pub(super) const ANSWERS: &[&str] = &[
    "Thank you for telling us. I can see the same here and am looking into it.",
    "I have found the cause and put a fix in place. Could you check whether it works for you now?",
    "Could you send me the exact time and, if you have it, the request id from the error message?",
    "This is done. Please allow a few minutes until you see it on your side.",
    "You find this under Settings, People, Invite. I have attached nothing this time: the path is short.",
];

pub(super) const REPLIES: &[&str] = &[
    "Thanks for the quick answer! It works again.",
    "It still happens, last time at 16:42. The id is 0f3a-77c1.",
    "Any news on this? It holds up our month-end.",
    "Perfect, that was it.",
];

pub(super) const NOTES: &[&str] = &[
    "Same cause as last week's incident; the rollback is planned for tonight.",
    "Checked the logs: the proxy strips the header.",
    "Customer called as well. Promised an answer by noon.",
];

/// Ratings, good ones more often than poor ones: the stars, and what may be added to them.
pub(super) const RATINGS: &[(i64, &[&str])] = &[
    (5, &["Quick and friendly, thank you!", "It works again. Great help."]),
    (5, &["Solved within the hour.", "Perfect."]),
    (4, &["All good. I would have liked a note in between.", "Good help, but it took two attempts."]),
    (4, &["Thanks."]),
    (3, &["It works, but I still don't know what it was."]),
    (2, &["I had to explain it three times.", "It took too long: the line stood still for a day."]),
    (1, &["Nothing was solved. I found a way around it by myself."]),
];
