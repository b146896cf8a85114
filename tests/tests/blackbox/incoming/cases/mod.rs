//! The cases of mail that comes in, by number: each is a test for each transport. On PostgreSQL two instances share the desk, and so its
//! mailbox. Variants of a case that do not depend on how the mail came are shown where the last column says.
//!
//! | case | a mail | more of it |
//! |---|---|---|
//! | 1 | to one's own address | `recognising.rs` |
//! | 2 | that only its references show | `recognising.rs` |
//! | 4 | with the number of a ticket in its subject | `recognising.rs` |
//! | 5 | that is a forward | `recognising.rs` |
//! | 7 | to a ticket that is over | `life.rs` |
//! | 8 | of staff, at the address of a customer | `recognising.rs` |
//! | 9 | of a robot, at the address of a customer | `deciding.rs` |
//! | 10 | that the own mail server refutes | `recognising.rs` |
//! | 11 | with results of a mail server that do not count | `recognising.rs`, tests of the domain |
//! | 13 | with another address to answer to | `recognising.rs` |
//! | 14 | from an address of the desk | `recognising.rs` |
//! | 15 | of a stranger | `taking_in.rs` |
//! | 16 | of an account whose address was never verified | `recognising.rs` |
//! | 17 | of an account that is not in use | `deciding.rs`, `forgetting.rs` |
//! | 19 | of staff | `taking_in.rs`, `recognising.rs` |
//! | 20 | that says that somebody is away | `life.rs`, tests of `crates/mime` |
//! | 22 | that is our own letter | `recognising.rs` |
//! | 23 | of a robot that answers each receipt | `caps.rs` |
//! | 24 | that says that a letter came back | `bounces.rs` |
//! | 25 | that reports something else | `bounces.rs`, tests of `crates/mime` |
//! | 26 | with a wrong character set | tests of `crates/mime` |
//! | 28 | with parts that are built wrong | tests of `crates/mime` |
//! | 30 | made to exhaust memory | tests of `crates/mime`; the process: `poison_mail.rs` of the command line |
//! | 31 | with several forms of its text | tests of `crates/mime` |
//! | 32 | with hostile names of files | tests of `crates/mime` |
//! | 33 | with files that are programs | `files/hostile.rs` |
//! | 34 | that is an invitation, signed or encrypted | tests of `crates/mime` |
//! | 35 | that quotes what it answers | tests of the domain |
//! | 38 | that is too large | `full_mail_disk.rs` of the command line: the disk is full |
//! | 40 | that the other side delivers badly | tests of `crates/mail-in` |

mod bodies;
mod desk;
mod files;
mod life;
mod lines;
mod loops;
mod people;
mod poison;
mod reading;
mod recognising;
mod sizes;
mod transport;
mod trust;

/// A test for each of these transports.
macro_rules! over {
    ($test:ident: $($name:ident $transport:ident),*) => {$(
        #[tokio::test]
        async fn $name() {
            Box::pin($test(Transport::$transport)).await;
        }
    )*};
}

/// A test of each case for each transport.
macro_rules! over_each_transport {
    ($($case:ident: $file:ident::$test:ident;)*) => {$(
        mod $case {
            use super::$file::$test;
            use super::transport::Transport;

            over! { $test: over_http Http, over_lmtp Lmtp, over_stdin Stdin, over_imap Imap }
        }
    )*};
}

over_each_transport! {
    case_01_own_address: recognising::own_address;
    case_02_references: recognising::references;
    case_04_number_in_the_subject: recognising::number_in_the_subject;
    case_05_forward: recognising::forward;
    case_07_closed: life::over;
    case_07_canceled_or_deleted: life::canceled_or_deleted;
    case_08_staff_at_the_address_of_another: trust::staff_at_the_address_of_another;
    case_09_robot_at_the_address_of_another: trust::robot_at_the_address_of_another;
    case_10_refuted: trust::refuted;
    case_11_results_that_do_not_count: trust::results_that_do_not_count;
    case_13_reply_to_is_no_sender: trust::reply_to_is_no_sender;
    case_14_own_addresses: trust::own_addresses;
    case_15_stranger: people::stranger;
    case_16_unproven_account: people::unproven_account;
    case_17_account_not_in_use: people::account_not_in_use;
    case_19_staff: people::staff;
    case_20_vacation: loops::vacation;
    case_22_own_letter: loops::own_letter;
    case_23_storm: loops::storm;
    case_24_bounce: loops::bounce;
    case_25_other_reports: loops::other_reports;
    case_26_charsets: reading::charsets;
    case_28_broken_parts: reading::broken_parts;
    case_30_poison: poison::exhausting;
    case_31_texts: bodies::texts;
    case_31_pages: bodies::pages;
    case_32_names: files::names;
    case_33_dangerous: files::dangerous;
    case_34_kinds: bodies::kinds;
    case_35_trimmed: reading::trimmed;
    case_38_long_text: sizes::long_text;
    case_38_one_byte_too_many: sizes::one_byte_too_many;
    case_38_many_files: sizes::many_files;
    case_38_long_header: sizes::long_header;
    case_40_ends_within: lines::ends_within;
    case_40_other_side_fails: lines::other_side_fails;
}
