use super::content::Content;

/// Of several forms of one text, the one that is shown: the first plain text that says something, else the last HTML, which the sender
/// likes best, else the first. The others are the same words, and left out. Files of all forms are kept.
pub(super) fn choose(mut forms: Vec<Content>) -> Content {
    let plain = forms.iter().position(Content::has_plain_words);
    let chosen = plain.or_else(|| forms.iter().rposition(Content::has_html));
    let chosen = chosen.or_else(|| forms.iter().position(|form| !form.texts.is_empty()));
    let mut content = Content::default();
    for (at, form) in forms.iter_mut().enumerate() {
        content.files.append(&mut form.files);
        if Some(at) == chosen {
            content.texts.append(&mut form.texts);
        }
    }
    content
}
