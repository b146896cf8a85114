use super::browser::{Browser, desk};
use crate::support::PASSWORD;

#[tokio::test]
async fn an_admin_approves_an_engineer_gives_them_a_ticket_and_reads_the_report() {
    let Some(app) = desk("an admin's journey").await else { return };
    app.admin("anna").await;
    app.engineer("edgar").await;
    app.sign_up("wanda", "engineer").await.expect(201);
    app.verify_address("wanda").await;
    let ada = app.customer("ada").await;
    let number = app.open_ticket(&ada, "Printer").await["number"].to_string();
    let anna = Browser::of(&app, "anna").await;
    anna.press("People").await;
    anna.press("Waiting for approval").await;
    anna.sees("wanda the engineer").await;
    anna.press("Approve").await;
    anna.until_gone("wanda the engineer").await;
    app.sign_in("wanda").await;

    anna.visit(&format!("/tickets/{number}")).await;
    anna.click("//select[@id='assignee']/option[@value='wanda']").await;
    anna.click("//form[.//select[@id='assignee']]//button").await;
    anna.sees("assigned the ticket to wanda the engineer").await;
    anna.press("Why this engineer?").await;
    anna.sees("wanda the engineer").await;
    anna.press("Reports").await;
    anna.sees("Opened tickets by state").await;
    anna.close().await;
    app.finish().await;
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_the_link_in_a_mail() {
    let Some(mut app) = desk("a forgotten password").await else { return };
    app.customer("ada").await;
    app.mails().await;
    let ada = Browser::open(&app).await;
    ada.visit("/sign-in").await;
    ada.press("Forgot your password?").await;
    ada.fill("E-mail address", "ada@example.com").await;
    ada.press("Send the link").await;
    ada.sees("Look into your mail").await;
    app.running().maintenance().run_once().await.unwrap();
    let letter = app.mails().await.into_iter().find(|mail| mail.to == "ada@example.com").unwrap();
    let link = letter.text.split_whitespace().find(|word| word.contains("/account/reset-password?")).unwrap();
    ada.visit(link.strip_prefix("http://127.0.0.1").unwrap()).await;
    ada.fill("New password", "another horse battery").await;
    ada.press("Set the password").await;
    ada.sees("Your password is set").await;
    assert_eq!(app.try_sign_in("ada", PASSWORD).await.status, 401);
    assert_eq!(app.try_sign_in("ada", "another horse battery").await.status, 200);
    ada.close().await;
    app.finish().await;
}

#[tokio::test]
async fn a_superadmin_deletes_a_ticket_by_its_number_and_the_last_one_stays() {
    let Some(app) = desk("a superadmin's journey").await else { return };
    let ada = app.customer("ada").await;
    let number = app.open_ticket(&ada, "Printer").await["number"].to_string();
    let mut root = Browser::of(&app, "admin").await;
    for part in ["409 (Conflict)", "422 (Unprocessable", "404 (Not Found)"] {
        root.expect_in_log(part);
    }
    root.visit(&format!("/tickets/{number}/delete")).await;
    root.sees("Printer").await;
    let field = root.find("//main//form//input[not(@type='hidden')]").await;
    field.send_keys(&number).await.unwrap();
    root.click("//main//form//button").await;
    root.until("the ticket is gone", async || app.get(&ada, &format!("/tickets/{number}")).await.status == 404).await;
    root.visit("/people/admin/remove").await;
    let field = root.find("//main//form//input[not(@type='hidden')]").await;
    field.send_keys("admin").await.unwrap();
    root.click("//main//form//button").await;
    root.sees("superadmin").await;
    app.superadmin().await;
    root.close().await;
    app.finish().await;
}
