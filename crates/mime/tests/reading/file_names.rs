//! Row 32: names of files are safe, and the bytes are right.

use crate::builder::{Read as _, mail, part, typed, wrapped};

fn shown(disposition: &str) -> String {
    let file = typed("application/octet-stream", wrapped(b"bytes"))
        .line(format!("Content-Disposition: attachment; {disposition}"))
        .line("Content-Transfer-Encoding: base64");
    let read = mail().multipart("mixed", "b", &[typed("text/plain", "x"), file]).read();
    assert_eq!(read.files[0].bytes, b"bytes");
    read.files[0].name.clone()
}

#[test]
fn every_name_is_safe() {
    let table = [
        ("filename=plain.txt", "plain.txt"),
        ("filename=\"with space (1).txt\"", "with space (1).txt"),
        ("filename=with (1).txt", "with (1).txt"),
        ("filename*0*=utf-8''regen%C3%A4; filename*1=hnlich; filename*2*=%20es.txt", "regenähnlich es.txt"),
        ("filename*2*=%20es.txt; filename*0*=utf-8''regen; filename*1=mantel", "regenmantel es.txt"),
        ("filename*=us-ascii''gr%C3%BCn.txt", "grün.txt"),
        ("filename*=iso-8859-1'de'gr%FCn.txt", "grün.txt"),
        ("filename=old.txt; filename*=utf-8''gr%C3%BCn.txt", "grün.txt"),
        ("filename=\"=?utf-8?Q?gr=C3=BCn=2Etxt?=\"", "grün.txt"),
        ("filename=\"grün.txt\"", "grün.txt"),
        ("filename=\"../../etc/passwd\"", "passwd"),
        ("filename=\"C:\\\\Users\\\\ada\\\\a.txt\"", "a.txt"),
        ("filename*=utf-8''..%2F..%2Fetc%2Fpasswd", "passwd"),
        ("filename=CON.txt", "_CON.txt"),
        ("filename=com1", "_com1"),
        ("filename=console.txt", "console.txt"),
        ("filename*=utf-8''a%0D%0ABcc%3A%20x.txt", "a Bcc_ x.txt"),
        ("filename*=utf-8''%E2%80%AEgpj.exe", "gpj.exe"),
        ("filename=\"a<b>:|?*.txt\"", "a_b_____.txt"),
        ("filename=\"...\"", "file.bin"),
        ("filename=\" .hidden. \"", "hidden"),
        ("filename=\"\"", "file.bin"),
        ("filename=\"/\"", "file.bin"),
        ("x=y", "file.bin"),
    ];
    for (disposition, name) in table {
        assert_eq!(shown(disposition), name, "{disposition}");
    }
    let long = shown(&format!("filename=\"{}.tar.gz\"", "ü".repeat(400)));
    assert!(long.len() <= 200 && long.ends_with("ü.gz"), "{long}");
}

#[test]
fn names_are_different_and_made_up_where_there_is_none() {
    let named = |name: &str| typed("text/csv", "1").line(format!("Content-Disposition: attachment; filename={name}"));
    let parts = [named("a.csv"), named("A.csv"), named("a.csv"), typed("image/png", "png"), typed("image/png", "png")];
    let read = mail().multipart("mixed", "b", &parts).read();
    assert_eq!(crate::builder::names(&read), ["a.csv", "A (2).csv", "a (3).csv", "image.png", "image (2).png"]);
    let mail_in_it = typed("message/rfc822; name=\"Fwd: words\"", part().line("Subject: x").bytes());
    let read = mail().multipart("mixed", "b", &[mail_in_it]).read();
    assert_eq!(crate::builder::names(&read), ["Fwd_ words.eml"]);
}
