use std::collections::BTreeSet;
use std::fs;

use deskhand_domain::people::Language;
use tempfile::TempDir;

use super::*;
use crate::{samples, words};

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn templates_with(files: &[(&str, &str)]) -> Result<Templates, TemplateError> {
    Templates::with_own(folder(files).path())
}

fn write(templates: &Templates, sample: &OutgoingMail) -> Letter {
    templates.write(sample, &samples::letterhead().unwrap()).unwrap()
}

/// The message for an operator, without the folder's own path.
fn refusal(files: &[(&str, &str)]) -> String {
    let refusal = templates_with(files).unwrap_err().to_string();
    let name = refusal.find(files[0].0).unwrap_or_else(|| panic!("{refusal}"));
    refusal[name..].to_owned()
}

/// Every letter of the samples, with each text replaced by its id in brackets and its arguments.
fn letters_of_ids() -> Vec<Letter> {
    let ids = words::argument_lists(Language::English).into_iter().map(|(id, arguments)| {
        let arguments: String = arguments.iter().map(|name| format!(" {{ ${name} }}")).collect();
        format!("{id} = ⟦{id}⟧{arguments}\n")
    });
    let templates = templates_with(&[("words/en.ftl", &ids.collect::<String>())]).unwrap();
    let samples = samples::samples().unwrap().into_iter().chain(samples::without_ticket());
    samples.map(|sample| write(&templates, &sample)).collect()
}

#[test]
fn the_embedded_templates_write_every_sample_in_every_language() {
    let letters = Templates::embedded().unwrap().check().unwrap();
    assert_eq!(letters, samples::samples().unwrap().len() * Language::ALL.len());
}

#[test]
fn every_text_is_used_by_a_letter() {
    let used: BTreeSet<String> = letters_of_ids()
        .iter()
        .flat_map(|letter| [&letter.subject, &letter.text, &letter.html])
        .flat_map(|text| text.split('⟦').skip(1).map(|rest| rest.split('⟧').next().unwrap().to_owned()))
        .collect();
    let known: BTreeSet<String> = words::argument_lists(Language::English).into_keys().collect();
    assert_eq!(used, known);
}

#[test]
fn no_sentence_is_left_in_a_template_or_in_the_program() {
    let values = [
        "Ada Lovelace",
        "Grace Hopper",
        "Edsger Dijkstra",
        "The printer is on fire",
        "before",
        "UTC",
        "notes.txt",
        "scan.pdf",
        " B)",
        "MB",
    ];
    let quoted = ["Two", "lines."];
    for Letter { text, html, .. } in letters_of_ids() {
        let html: String = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
        for mut rest in [text, html.replace("&middot;", "")] {
            while let (Some(begin), Some(end)) = (rest.find('⟦'), rest.find('⟧')) {
                rest.replace_range(begin..end, "");
                rest = rest.replacen('⟧', "", 1);
            }
            for value in values.into_iter().chain(quoted) {
                rest = rest.replace(value, "");
            }
            let is_ours = |word: &&str| !word.starts_with("https://") && !word.contains('@');
            let left: Vec<&str> =
                rest.split_whitespace().filter(is_ours).filter(|word| word.contains(char::is_alphabetic)).collect();
            assert!(left.is_empty(), "{left:?}");
        }
    }
}

#[test]
fn an_own_file_replaces_one_and_leaves_the_rest() {
    let own = [
        ("password_changed/body.txt", "{% extends \"shared/layout.txt\" %}{% block opening %}Moin!{% endblock %}"),
        ("words/de.ftl", "hello-nobody = Moin,\n"),
        (".git/config", "left aside"),
    ];
    let templates = templates_with(&own).unwrap();
    assert_eq!(templates.own_files(), 2);
    let embedded = Templates::embedded().unwrap();
    for mut sample in samples::samples().unwrap() {
        sample.language = Language::German;
        let letter = write(&templates, &sample);
        let before = write(&embedded, &sample);
        let is_replaced = sample.mail.kind.as_str() == "password_changed";
        assert_eq!(letter.text.contains("Moin!"), is_replaced);
        assert_eq!(letter.text.contains("Moin,"), sample.to_name.is_none());
        assert_eq!(letter.html, before.html.replace("Guten Tag,", "Moin,"));
    }
}

#[test]
fn what_cannot_be_used_is_refused_with_file_and_line() {
    let table = [
        (&[("ticket_opend/body.txt", "x")][..], "ticket_opend/body.txt: no template has this name"),
        (&[("readme.txt", "x")], "readme.txt: no template has this name"),
        (&[("words/fr.ftl", "x")], "words/fr.ftl: no template has this name"),
        (&[("assigned/body.txt", "a\n{% if %}\n")], "assigned/body.txt, line 2: syntax error"),
        (&[("assigned/body.txt", "a\n\n{{ mail.nam }}")], "assigned/body.txt, line 3: there is no value mail.nam"),
        (
            &[("assigned/body.html", "{% if mail.reason == \"x\" %}\n{{ nobody.name }}{% endif %}")],
            "assigned/body.html, line 2: there is no value nobody.name",
        ),
        (
            &[("assigned/body.html", "{% if mail.reason == \"x\" %}\n{{ mail.ticket.nam }}{% endif %}")],
            "assigned/body.html, line 2: there is no value mail.ticket.nam",
        ),
        (
            &[("assigned/body.txt", "\n{{ t(\"helo\") }}")],
            "assigned/body.txt, line 2: invalid operation: there is no text helo",
        ),
        (
            &[("assigned/body.txt", "{{ t(\"hello\") }}")],
            "assigned/body.txt, line 1: invalid operation: the text hello has $name",
        ),
        (&[("assigned/body.txt", "{{ mail.digest.from }}")], "assigned/body.txt, line 1: undefined value"),
        (&[("assigned/body.txt", "{{ mail.to_name }}")], "assigned/body.txt, line 1: undefined value"),
        (&[("assigned/body.txt", "\n{% extends \"layout.txt\" %}")], "assigned/body.txt, line 2: template not found"),
        (&[("words/de.ftl", "desk = x\nhelo = y\n")], "words/de.ftl, line 2: there is no text helo"),
        (
            &[("words/en.ftl", "desk = x\nhello = { $nam }\n")],
            "words/en.ftl, line 2: the text hello has no argument $nam",
        ),
    ];
    for (files, expected) in table {
        let refusal = refusal(files);
        assert!(refusal.starts_with(expected), "{expected}\n{refusal}");
    }
}

#[test]
fn a_layout_that_fails_is_named_itself() {
    let refusal = refusal(&[("shared/layout.txt", "{{ mail.desk }}\n{{ mail.about.nothing }}")]);
    assert!(refusal.starts_with("shared/layout.txt, line 2: "), "{refusal}");
}

#[test]
fn a_folder_that_is_missing_is_named() {
    let missing = folder(&[]).path().join("templates");
    let refusal = Templates::with_own(&missing).unwrap_err().to_string();
    assert!(refusal.starts_with(&format!("{}: it can't be read", missing.display())), "{refusal}");
}

#[test]
fn a_letter_goes_out_also_where_an_accepted_template_fails_later() {
    let body = "{% if mail.about == \"Nemo\" %}{{ t(\"no-such\") }}{% endif %}own";
    let templates = templates_with(&[("engineer_signed_up/body.txt", body)]).unwrap();
    let samples = samples::samples().unwrap();
    let mut sample = samples.into_iter().find(|sample| sample.mail.kind.as_str() == "engineer_signed_up").unwrap();
    assert_eq!(write(&templates, &sample).text, "own");
    sample.mail.about_name = Some("Nemo".to_owned());
    let letter = write(&templates, &sample);
    assert!(letter.text.contains("Nemo signed up as an engineer"), "{}", letter.text);
}

#[test]
fn html_made_by_a_template_stays_html_and_nothing_else_does() {
    let body = "{% set name %}<i>{{ mail.about }}</i>{% endset %}{{ t(\"hello\", name=name) }} {{ mail.about }}";
    let templates = templates_with(&[("engineer_signed_up/body.html", body)]).unwrap();
    let mut sample = samples::samples().unwrap();
    sample.retain(|sample| sample.mail.kind.as_str() == "engineer_signed_up");
    let mut sample = sample.remove(0);
    sample.mail.about_name = Some("<b>&\"{{ x }}".to_owned());
    let letter = write(&templates, &sample);
    assert_eq!(letter.html, "Hello <i>&#60;b&#62;&#38;&#34;{{ x }}</i>, &#60;b&#62;&#38;&#34;{{ x }}");
}
