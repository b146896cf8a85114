use crate::support::Service;

#[actix_web::test]
async fn every_bad_parameter_is_named_with_its_reason() {
    let service = Service::new().await;
    let root = service.root().await;

    for (query, expected) in [
        ("limit=0", "limit out_of_range"),
        ("limit=101", "limit out_of_range"),
        ("limit=x", "limit out_of_range"),
        ("limit=", "limit out_of_range"),
        ("count=1", "count format"),
        ("status=nope", "status format"),
        ("status=open,", "status format"),
        ("status=", "status format"),
        ("priority=1", "priority format"),
        ("awaiting=nobody", "awaiting format"),
        ("sort=title", "sort format"),
        ("reporter=none", "reporter reserved"),
        ("reporter=a", "reporter too_short"),
        ("assignee=me,x%20y%20z", "assignee format"),
        ("title=", "title empty"),
        ("title=%00", "title control_character"),
        ("q=%FF", "q control_character"),
        ("q=%E2%80%8B", "q empty"),
        ("q=%22%22", "q empty"),
        ("q=a+b+c+d+e+f+g+h+i", "q format"),
        ("description=%1b[0m", "description control_character"),
        ("created_after=yesterday", "created_after format"),
        ("created_before=2026-01-05", "created_before format"),
        ("updated_after=9999-12-31T23:59:59-23:59", "updated_after format"),
        ("updated_before=2026-02-30T00:00:00Z", "updated_before format"),
        ("sort=number&sort=number", "sort repeated"),
        ("page=2", "page unknown"),
        ("Status=open", "Status unknown"),
        ("a/b~c=1", "a/b~c unknown"),
    ] {
        let answer = service.get(&format!("/tickets?{query}")).by(&root).send().await;
        answer.problem(400, "bad-query");
        assert_eq!(answer.errors(), [expected], "{query}");
    }
    let long = "x".repeat(201);
    let answer = service.get(&format!("/users?q={long}")).by(&root).send().await;
    assert_eq!(answer.errors(), ["q too_long"]);
}

#[actix_web::test]
async fn all_bad_parameters_are_named_at_once() {
    let service = Service::new().await;
    let root = service.root().await;

    let answer = service.get("/users?role=boss&status=x&sort=name&limit=0&count=maybe&page=1").by(&root).send().await;

    answer.problem(400, "bad-query");
    let expected =
        ["count format", "limit out_of_range", "page unknown", "role format", "sort format", "status format"];
    assert_eq!(answer.errors(), expected);
}

#[actix_web::test]
async fn every_good_parameter_is_accepted() {
    let service = Service::new().await;
    let root = service.root().await;

    for query in [
        "status=open,blocked&priority=low,urgent&reporter=me,root&assignee=none,me",
        "awaiting=staff&title=a&description=b&q=%22c+d%22+e+%2397",
        "created_after=2026-01-05T09:00:00%2B02:00&created_before=2026-01-05T09:00:00.5Z",
        "updated_after=2026-01-05T09:00:00Z&updated_before=2027-01-05T09:00:00Z",
        "limit=100&count=true&sort=-updated_at",
        "sort=priority",
    ] {
        service.get(&format!("/tickets?{query}")).by(&root).send().await.success(200);
    }
    service.get("/users?role=customer,admin&status=approved&q=r&sort=-tickets").by(&root).send().await.success(200);
}

#[actix_web::test]
async fn the_tickets_of_a_person_have_no_other_reporter() {
    let service = Service::new().await;
    let root = service.root().await;

    let answer = service.get("/users/root/tickets?reporter=me").by(&root).send().await;

    answer.problem(400, "bad-query");
    assert_eq!(answer.errors(), ["reporter unknown"]);
}

#[actix_web::test]
async fn a_path_that_names_nothing_possible_is_not_found() {
    let service = Service::new().await;
    let root = service.root().await;
    let long = "9".repeat(40);

    for ticket in ["0", "-1", "+1", "1.5", "one", "9007199254740992", "%00", "%FF", "1%2F2", "null", "me", &long] {
        service.get(&format!("/tickets/{ticket}")).by(&root).send().await.problem(404, "not-found");
    }
    for user in ["me", "none", "ab", "%00", "a%20b", "root@example.com", "%F0%9F%92%A9", &long] {
        service.get(&format!("/users/{user}")).by(&root).send().await.problem(404, "not-found");
    }
}
