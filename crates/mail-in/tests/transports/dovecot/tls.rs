use deskhand_mail_in::imap::{ImapReport, ImapSettings};
use deskhand_tests::imap::Dovecot;

#[tokio::test]
async fn dovecot_is_trusted_over_tls_only_with_the_authority_of_its_certificate() {
    let Some(dovecot) = Dovecot::running("TLS to Dovecot") else { return };
    let port = dovecot.port("tls_port");
    let settings = |host: &str| ImapSettings::parse(&format!("imaps://tls:hunter2@{host}:{port}")).unwrap();
    let refused = ImapReport::of(&settings("127.0.0.1")).await.unwrap_err();
    assert!(refused.contains("no trusted certificate: set mail.in.ca_file"), "{refused}");
    let trusting = settings("127.0.0.1").with_certificates(&dovecot.authority()).unwrap();
    assert_eq!(ImapReport::of(&trusting).await.unwrap().folder, "INBOX");
    let trusting = settings("localhost").with_certificates(&dovecot.authority()).unwrap();
    assert_eq!(ImapReport::of(&trusting).await.unwrap().folder, "INBOX");
    let another = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap().cert.pem();
    let distrusting = settings("127.0.0.1").with_certificates(another.as_bytes()).unwrap();
    assert!(ImapReport::of(&distrusting).await.unwrap_err().contains("no trusted certificate"));
}

#[tokio::test]
async fn dovecot_without_tls_is_not_taken_for_a_server_with_it() {
    let Some(dovecot) = Dovecot::running("a port of Dovecot without TLS") else { return };
    let settings = ImapSettings::parse(&format!("imaps://tls:hunter2@127.0.0.1:{}", dovecot.port("port"))).unwrap();
    let refused = ImapReport::of(&settings).await.unwrap_err();
    assert!(refused.contains("does not speak TLS") && !refused.contains("hunter2"), "{refused}");
}
