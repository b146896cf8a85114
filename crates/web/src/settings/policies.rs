use deskhand_domain::policy::Workflow;
use time::Duration;

use crate::door::Shell;
use crate::parts::span;

/// One policy: what it says, and its value.
pub(super) struct Policy {
    pub(super) words: String,
    pub(super) value: String,
}

/// What a policy can be.
enum Value {
    YesOrNo(bool),
    Span(Duration),
    SpanOrNever(Option<Duration>),
    /// A word of the domain, with the texts that say what it means.
    Word(&'static str, &'static str),
}

use Value::{Span, SpanOrNever, Word, YesOrNo};

/// All policies of the workflow, in words.
pub(super) fn policies(rules: &Workflow, shell: &Shell) -> Vec<Policy> {
    let all = about_tickets(rules).into_iter().chain(about_staff(rules)).chain(about_accounts(rules));
    all.map(|(id, value)| Policy { words: shell.word("policy", id), value: words_of(&value, shell) }).collect()
}

fn words_of(value: &Value, shell: &Shell) -> String {
    match value {
        YesOrNo(true) => shell.say("yes"),
        YesOrNo(false) => shell.say("no"),
        Span(duration) | SpanOrNever(Some(duration)) => span(shell.words, *duration),
        SpanOrNever(None) => shell.say("never"),
        Word(of, word) => shell.word(of, word),
    }
}

fn about_tickets(rules: &Workflow) -> [(&'static str, Value); 11] {
    [
        ("resolve_requires_response", YesOrNo(rules.resolve_requires_response)),
        ("reporter_reply_requires_response", YesOrNo(rules.reporter_reply_requires_response)),
        ("reopen_on_reporter_reply", YesOrNo(rules.reopen_on_reporter_reply)),
        ("reply_keeps_status", YesOrNo(rules.reply_keeps_status)),
        ("reopen_window", Span(rules.reopen_window)),
        ("auto_close_after", SpanOrNever(rules.auto_close_after)),
        ("auto_close_warning", SpanOrNever(rules.auto_close_warning)),
        ("reporters_may_resolve", YesOrNo(rules.reporters_may_resolve)),
        ("reporters_may_prioritise", YesOrNo(rules.reporters_may_prioritise)),
        ("cancel_when_settled", YesOrNo(rules.cancel_when_settled)),
        ("only_customers_open", YesOrNo(rules.only_customers_open)),
    ]
}

fn about_staff(rules: &Workflow) -> [(&'static str, Value); 7] {
    [
        ("auto_assign", YesOrNo(rules.auto_assign)),
        ("engineer_scope", Word("scope-of-tickets", rules.engineer_scope.as_str())),
        ("engineers_act", Word("engineers-act", rules.engineers_act.as_str())),
        ("engineers_may_resolve", YesOrNo(rules.engineers_may_resolve)),
        ("engineers_may_close", YesOrNo(rules.engineers_may_close)),
        ("engineers_list_users", YesOrNo(rules.engineers_list_users)),
        ("priority_needs", Word("priority-needs", rules.priority_needs.as_str())),
    ]
}

fn about_accounts(rules: &Workflow) -> [(&'static str, Value); 4] {
    [
        ("require_verified_email", YesOrNo(rules.require_verified_email)),
        ("phone_required", YesOrNo(rules.phone_required)),
        ("password_classes", YesOrNo(rules.password_classes)),
        ("require_second_factor", Word("second-factor-for", rules.require_second_factor.as_str())),
    ]
}

#[cfg(test)]
mod tests {
    use deskhand_domain::people::Language;

    use super::*;
    use crate::words::Words;

    #[test]
    fn every_policy_of_the_domain_is_there_in_words() {
        let rules = Workflow { auto_close_after: None, ..Workflow::default() };
        // The fields that `Debug` prints are those that there are.
        let printed = format!("{rules:#?}");
        let fields =
            printed.lines().filter(|line| line.starts_with("    ") && !line.starts_with("     ") && line.contains(':'));
        for language in Language::ALL {
            let shell = Shell::bare(Words::of(*language), String::new());
            let shown = policies(&rules, &shell);
            assert_eq!(shown.len(), fields.clone().count());
            for policy in &shown {
                assert!(!policy.words.contains('_'), "{} has no words", policy.words);
            }
        }
        let shell = Shell::bare(Words::of(Language::English), String::new());
        let shown: Vec<_> = policies(&rules, &shell).into_iter().map(|policy| policy.value).collect();
        assert!(shown.contains(&"never".to_owned()) && shown.contains(&"yes".to_owned()), "{shown:?}");
    }
}
