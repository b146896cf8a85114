### Die Texte der Briefe auf Deutsch. Argumente stehen in geschweiften Klammern; was Menschen schrieben, hebt HTML von selbst ab.
### docs/letters.md erklärt, wie ein Betreiber einzelne Texte ersetzt.

## In jedem Brief

# Wie der Helpdesk heißt, wenn sein Absender keinen Namen hat.
desk = Helpdesk
# Der Helpdesk als der, der etwas tat, nach der Anrede.
help-desk = der Helpdesk
# An Stelle eines unbekannten Namens.
somebody = Jemand
hello = Guten Tag { $name },
hello-nobody = Guten Tag,
# Namen wählt jeder frei, die Rolle daneben nicht.
by-role = { $name } ({ $role })
because-reporter = Sie erhalten diese E-Mail, weil Sie dieses Ticket eröffnet haben.
because-assignee = Sie erhalten diese E-Mail, weil Ihnen dieses Ticket zugewiesen ist.
because-previous-assignee = Sie erhalten diese E-Mail, weil Ihnen dieses Ticket bis jetzt zugewiesen war.
because-admin = Sie erhalten diese E-Mail, weil Sie diesen Helpdesk leiten.
because-participant = Sie erhalten diese E-Mail, weil Sie diesen Helpdesk leiten und an diesem Ticket beteiligt waren.
because-follower = Sie erhalten diese E-Mail, weil Sie diesem Ticket folgen.
because-note-writer = Sie erhalten diese E-Mail, weil Sie eine Notiz zu diesem Ticket geschrieben haben.
because-several-tickets = Sie erhalten diese E-Mail, weil Sie solche Nachrichten gesammelt erhalten möchten. Das können Sie in Ihrem Konto ändern.
because-mail-held = Sie erhalten diese E-Mail höchstens einmal in der Stunde, weil Sie über wartende E-Mails entscheiden.
because-mail-too-large = Sie erhalten diese E-Mail höchstens einmal am Tag, weil Sie an das Helpdesk geschrieben haben.
because-own-account = Sie erhalten diese E-Mail, weil es um Ihr eigenes Konto geht.
open-desk = Helpdesk öffnen
desk-link = Zum Helpdesk:
moment =
    { $day }.{ $month }.{ $year } um { $hour }:{ $minute } Uhr { $zone ->
        [CET] MEZ
        [CEST] MESZ
       *[other] { $zone }
    }
clock =
    { $hour }:{ $minute } Uhr { $zone ->
        [CET] MEZ
        [CEST] MESZ
       *[other] { $zone }
    }

## Betreffzeilen. Der Betreff eines Briefs über ein Ticket ist dessen Titel.

subject-engineer-signed-up = Ein Konto für die Technik wartet auf Freigabe
subject-account-status-changed = Neues zu Ihrem Konto
subject-password-changed = Ihr Passwort wurde geändert
subject-second-factor-set = Ihr zweiter Faktor ist eingerichtet
subject-second-factor-removed = Ihr zweiter Faktor wurde entfernt
subject-recovery-code-used = Einer Ihrer Wiederherstellungscodes wurde verwendet
subject-webhook-stopped = Ein Webhook wurde angehalten
subject-api-key-created = Für Ihr Konto wurde ein API-Schlüssel erstellt
subject-email-change-requested = Ihre E-Mail-Adresse soll geändert werden
subject-email-changed = Ihre E-Mail-Adresse wurde geändert
subject-email-verification = Bitte bestätigen Sie Ihre E-Mail-Adresse
subject-password-reset = Wählen Sie ein neues Passwort
subject-desk-digest = Neue Tickets und Anmeldungen
subject-mail-held = E-Mails warten auf Ihre Entscheidung
subject-mail-too-large = Ihre E-Mail war zu groß
subject-several-tickets = Neues zu Ihren Tickets
subject-account-claim = Ihre E-Mail wartet auf Ihre Bestätigung
subject-invitation = Einladung zum Helpdesk
subject-other = Neues vom Helpdesk

## Ein Ticket

status-open = offen
status-blocked = wartet
status-resolved = gelöst
status-unresolved = ungelöst
status-closed = geschlossen
status-canceled = abgebrochen
priority-low = niedrig
priority-medium = mittel
priority-high = hoch
priority-urgent = dringend
role-customer = Kundschaft
role-engineer = Technik
role-admin = Leitung
role-superadmin = Hauptleitung
nobody-yet = noch niemand
ticket-state = Status: { $status }; Priorität: { $priority }; zuständig: { $assignee }
label-status = Status: { $status }
label-priority = Priorität: { $priority }
label-assignee = Zuständig: { $assignee }
open-ticket = Ticket #{ $number } öffnen
no-more-mails = Keine weiteren E-Mails zu diesem Ticket
no-more-mails-link = Keine weiteren E-Mails zu diesem Ticket:

## Dateien

files = Dateien:
files-more = Beim Ticket gibt es noch mehr.
files-until = Die Links gelten bis zum { $moment }.

## Antworten per E-Mail

# In der Zeile, über der man antwortet. An Bindestrichen und Nummer darum wird die Zeile wiedererkannt.
marker = bitte über dieser Zeile antworten
answer-note = Antworten Sie auf diese E-Mail, um eine interne Notiz zu schreiben.
answer-ticket = Antworten Sie auf diese E-Mail, um zum Ticket zu schreiben.
note-to = Eine Notiz, die nur das Team sieht, senden Sie bitte an { $address }.
note-to-link = Eine Notiz, die nur das Team sieht, senden Sie bitte an:
solved = Das Problem ist gelöst
solved-link = Das Problem ist gelöst:
not-solved = Das Problem besteht noch
not-solved-link = Das Problem besteht noch:
# Fragt nach einer Bewertung von 1 bis 5.
rating = Wie war unsere Hilfe?
rating-1 = sehr schlecht
rating-2 = schlecht
rating-3 = mittel
rating-4 = gut
rating-5 = sehr gut

## Wie Briefe beginnen: nach der Anrede und ihrem Komma geht es klein weiter

opening-receipt = vielen Dank für Ihre Nachricht. Ihr Ticket ist bei uns eingegangen; es hat die Nummer #{ $number }.
opening-receipt-unnumbered = vielen Dank für Ihre Nachricht. Ihr Ticket ist bei uns eingegangen.
opening-new-and-yours = Ihnen wurde ein neues Ticket zugewiesen.
opening-ticket-opened = { $by } hat ein Ticket eröffnet.
opening-nobody-eligible = es gibt ein Ticket, an dem niemand arbeitet.
opening-assigned-to-you = Ihnen wurde ein Ticket zugewiesen.
opening-no-longer-yours = ein Ticket, das bisher Ihnen zugewiesen war, ist Ihnen nun nicht mehr zugewiesen.
opening-assigned = es gibt Neues dazu, wer sich um Ihr Ticket kümmert.
opening-assigned-follower = es gibt Neues dazu, wer sich um ein Ticket kümmert, dem Sie folgen.
opening-changed-reporter = { $by } hat Ihr Ticket geändert.
opening-changed-assignee = { $by } hat ein Ticket geändert, das Ihnen zugewiesen ist.
opening-changed-follower = { $by } hat ein Ticket geändert, dem Sie folgen.
opening-changed = { $by } hat ein Ticket geändert, an dem Sie beteiligt waren.
opening-closing-soon = Ihr Ticket wurde gelöst und wird bald geschlossen.
opening-closing-soon-follower = ein Ticket, dem Sie folgen, wurde gelöst und wird bald geschlossen.
opening-response = es gibt eine Antwort auf Ihr Ticket.
opening-response-follower = es gibt eine Antwort auf ein Ticket, dem Sie folgen.
opening-request-reporter = es gibt eine neue Nachricht zu Ihrem Ticket.
opening-request-follower = es gibt eine neue Nachricht zu einem Ticket, dem Sie folgen.
opening-request-assignee = es gibt eine neue Nachricht zu einem Ticket, das Ihnen zugewiesen ist.
opening-request = es gibt eine neue Nachricht zu einem Ticket, für das noch niemand zuständig ist.
opening-note = es gibt eine neue Notiz zu einem Ticket. Nur das Team kann sie lesen.
opening-bounced = eine Nachricht zu diesem Ticket kam zurück: Sie ist nicht angekommen.
opening-mail-held = es kamen E-Mails, über die das Helpdesk nicht von selbst entscheidet.
opening-mail-too-large = eine E-Mail von Ihnen war zu groß für das Helpdesk.
opening-engineer-signed-up = { $name } hat sich für die Technik registriert. Eine Anmeldung ist erst möglich, wenn die Leitung das Konto freigibt.
opening-account-status = es gibt Neues zu Ihrem Konto beim Helpdesk.
opening-password-changed = das Passwort Ihres Kontos beim Helpdesk wurde geändert. Überall sonst sind Sie nun abgemeldet.
opening-second-factor-set = ab jetzt ist für die Anmeldung bei Ihrem Konto beim Helpdesk zusätzlich ein Code Ihrer Authenticator-App nötig. Überall sonst sind Sie nun abgemeldet.
opening-second-factor-removed = der zweite Faktor Ihres Kontos beim Helpdesk wurde entfernt: Für die Anmeldung genügt Ihr Passwort. Überall sonst sind Sie nun abgemeldet.
opening-recovery-code-used = mit Ihrem Passwort und einem Ihrer Wiederherstellungscodes hat sich jemand bei Ihrem Konto beim Helpdesk angemeldet. Dieser Code ist damit verbraucht.
opening-webhook-stopped = das Helpdesk hat einen Webhook angehalten, weil sein Empfänger tagelang nichts angenommen hat oder nichts mehr haben möchte.
opening-api-key-created = für Ihr Konto beim Helpdesk wurde ein API-Schlüssel erstellt. Wer ihn besitzt, kann in Ihrem Namen handeln, soweit seine Berechtigungen reichen.
opening-email-change-requested = für Ihr Konto beim Helpdesk wurde eine andere E-Mail-Adresse angegeben. Sobald sie bestätigt ist, gehen die E-Mails des Kontos dorthin und nicht mehr an diese Adresse.
opening-email-changed = die E-Mail-Adresse Ihres Kontos beim Helpdesk wurde geändert. Ab jetzt gehen seine E-Mails an die neue Adresse und nicht mehr an diese.
opening-email-verification = bitte bestätigen Sie, dass diese Adresse Ihnen gehört: Öffnen Sie diese Seite und klicken Sie dort auf die Schaltfläche.
opening-password-reset = für Ihr Konto beim Helpdesk wurde ein neues Passwort angefordert. Wenn Sie das waren, wählen Sie es hier:
opening-invitation = für Sie wurde ein Konto beim Helpdesk angelegt. Wählen Sie hier ein Passwort, dann gehört es Ihnen:
opening-account-claim = Ihre E-Mail an das Helpdesk ist angekommen und wartet: Zu Ihrer Adresse gibt es ein Konto, das nie bestätigt wurde. Wählen Sie hier ein neues Passwort, dann gehört das Konto Ihnen:
opening-several = bei diesem Ticket ist mehreres geschehen. Hier ist es der Reihe nach.
opening-several-tickets = hier ist, was seit der letzten E-Mail geschehen ist, Ticket für Ticket.
opening-digest = es gibt mehr Neues, als einzelne E-Mails melden sollten. Hier ist alles zusammen.

## Was geschehen ist

said = { $by } schrieb:
you-said = Sie schrieben:
what-it-is-about = Darum geht es:
assigned-to = Zuständig ist jetzt { $name }.
assigned-to-nobody = Zurzeit ist niemand zuständig.
nobody-eligible = Im Moment kann es niemand übernehmen: { $why }.
why-no-engineer = Es gibt niemanden in der Technik
why-none-approved = In der Technik ist noch niemand freigegeben
why-all-away = Alle in der Technik sind abwesend
why-all-at-capacity = Alle in der Technik sind ausgelastet
why-handed-back = Die einzige Person in der Technik hat es zurückgegeben
why-all-excluded = Alle in der Technik sind abwesend, ausgelastet, nicht freigegeben, haben es selbst eröffnet oder zurückgegeben
title-changed = Der Titel lautet jetzt „{ $after }“; vorher lautete er „{ $before }“.
description-changed = Die Beschreibung lautet jetzt:
mail-too-large = Es geht um „{ $subject }“. Das Helpdesk nimmt E-Mails bis zu { $size } an.
letter-came-back = Sie ging an { $name }. Der Mailserver dort meldet: { $status }.
priority-changed = Die Priorität ist jetzt { $after }; vorher war sie { $before }.
now-open = Das Ticket ist wieder offen: Es wird weiter daran gearbeitet.
now-blocked = Das Ticket ruht: Wir warten auf etwas, das nicht in unserer Hand liegt.
now-resolved = Das Ticket ist gelöst.
now-unresolved = Das Ticket ist als ungelöst vermerkt: Wir haben keine Lösung gefunden.
now-closed = Das Ticket ist geschlossen.
now-canceled = Das Ticket ist abgebrochen.
closes-by-itself = Am { $moment } wird es automatisch geschlossen.
account-pending = Ihr Konto wartet auf Freigabe.
account-approved = Ihr Konto ist freigegeben: Sie können sich jetzt anmelden.
account-rejected = Ihr Konto wurde nicht freigegeben. Sie können sich deshalb nicht anmelden.
account-suspended = Ihr Konto ist gesperrt. Sie können sich deshalb vorerst nicht anmelden.
recovery-codes-left =
    { $count ->
        [one] Von Ihren Wiederherstellungscodes ist noch einer übrig.
       *[other] Von Ihren Wiederherstellungscodes sind noch { $count } übrig.
    }
webhook-goes-to = Er geht an { $url }.
api-key-called = Der Schlüssel heißt „{ $name }“.

## Was zu tun ist

advice-waiting = Wir melden uns, sobald sich jemand darum kümmert.
advice-nobody-eligible = Es geht an die erste Person in der Technik, die es übernehmen kann, sofern Sie es nicht selbst zuweisen.
advice-closing-soon-follower = Wenn das Problem noch besteht, schreiben Sie bitte vorher zum Ticket: Dann bleibt es offen, und jemand arbeitet daran weiter. Wenn alles in Ordnung ist, brauchen Sie nichts zu tun.
advice-closing-soon = Wenn das Problem noch besteht, schreiben Sie bitte vorher zum Ticket oder öffnen Sie es wieder: Dann bleibt es offen, und jemand arbeitet daran weiter. Wenn alles in Ordnung ist, brauchen Sie nichts zu tun.
advice-password-changed = Wenn nicht Sie es geändert haben, wenden Sie sich bitte sofort an die Leitung des Helpdesks.
advice-second-factor-set = Wenn nicht Sie ihn eingerichtet haben, wenden Sie sich bitte sofort an die Leitung des Helpdesks.
advice-second-factor-removed = Wenn Sie das nicht veranlasst haben, ändern Sie bitte Ihr Passwort und wenden Sie sich sofort an die Leitung des Helpdesks.
advice-recovery-code-used = Wenn Sie das nicht waren, ändern Sie bitte Ihr Passwort und wenden Sie sich sofort an die Leitung des Helpdesks. Neue Codes erhalten Sie, indem Sie den zweiten Faktor entfernen und wieder einrichten.
advice-webhook-stopped = Es geht nichts verloren: Was inzwischen geschieht, wird gesendet, sobald der Webhook wieder aktiv ist. Bitte sehen Sie bei seinen Zustellungen nach der letzten Antwort, beheben Sie die Ursache beim Empfänger und setzen Sie ihn dann auf aktiv, oder löschen Sie ihn.
advice-api-key-created = Wenn nicht Sie ihn erstellt haben, ändern Sie bitte Ihr Passwort und widerrufen Sie den Schlüssel, oder wenden Sie sich sofort an die Leitung des Helpdesks.
advice-keep-account = Wenn Sie das nicht waren, behalten Sie Ihr Konto hier:
advice-email-change-requested = Der Link ist einmal verwendbar und 7 Tage lang gültig, auch nach der Änderung. Danach gilt wieder diese Adresse, alle Sitzungen werden abgemeldet, alle API-Schlüssel enden, und Sie erhalten eine E-Mail, um ein neues Passwort zu wählen.
advice-email-changed = Wenn Sie das nicht waren, verwenden Sie bitte den Link in der E-Mail, die die Änderung ankündigte, innerhalb von 7 Tagen nach dieser E-Mail, und wenden Sie sich an die Leitung des Helpdesks.
advice-mail-too-large = Wer das Helpdesk betreibt, sieht, dass Sie geschrieben haben, aber nicht was. Bitte schreiben Sie noch einmal, ohne große Dateien.
advice-email-verification = Der Link ist einmal verwendbar und 24 Stunden lang gültig. Wenn Sie kein Konto beim Helpdesk haben, können Sie diese E-Mail einfach ignorieren: Ohne Sie geschieht nichts.
advice-password-reset = Der Link ist einmal verwendbar und 30 Minuten lang gültig. Wenn Sie das nicht waren, können Sie diese E-Mail einfach ignorieren: Ihr Passwort bleibt, wie es ist.
advice-invitation = Der Link ist einmal verwendbar und 72 Stunden lang gültig. Danach können Sie mit dieser Adresse ein neues Passwort anfordern und erhalten einen neuen Link.
advice-account-claim = Danach wird Ihre E-Mail angenommen. Der Link gilt einmal, 72 Stunden lang.
button-undo-change = Änderung rückgängig machen
button-confirm-address = E-Mail-Adresse bestätigen
button-new-password = Neues Passwort wählen
button-password = Passwort wählen

## Die Übersicht bei viel Betrieb

digest-opened =
    Eröffnet zwischen { $from } und { $until }: { $total } { $count ->
        [one] Ticket
       *[other] Tickets
    }.
digest-ticket = { $title }, von { $reporter }
digest-more = Und { $more } weitere.
digest-waiting = Offene Tickets, für die niemand zuständig ist: { $unassigned }. Konten für die Technik, die auf Freigabe warten: { $engineers }.
# Eine Zahl, die nur bis hierher gezählt wurde.
more-than = mehr als { $number }

## E-Mails, die auf eine Entscheidung warten

held-mail = { $subject }, von { $sender }
held-why = Warum sie wartet: { $why }.
held-more = Es gibt noch mehr.
held-without-subject = (kein Betreff)
held-without-sender = unbekanntem Absender
held-advice = Nehmen Sie sie an, eröffnen Sie ein Ticket damit oder weisen Sie sie ab: über die API oder mit dem Befehl „deskhand mail“.
why-unread = Sie ließ sich nicht lesen
why-too-large = Sie ist größer, als das Helpdesk annimmt, und bleibt im Postfach
why-unfetched = Sie ließ sich nicht abholen und bleibt im Postfach
why-no-sender = Sie hat keinen Absender, dem geantwortet werden könnte
why-account-not-in-use = Das Konto des Absenders ist nicht in Gebrauch
why-refuted = Laut Mailserver ist sie nicht von diesem Absender
why-storm = Von diesem Absender oder zu diesem Ticket kamen zu viele E-Mails
why-foreign-address = Sie kam an eine Antwortadresse, die eine andere Person bekam
why-note-address = Sie kam an eine Adresse für Notizen, und der Absender darf keine schreiben
why-no-part = Der Absender hat mit dem Ticket nichts mehr zu tun
why-staff-unproven = Das Team schreibt nur per E-Mail, wo der Mailserver die Adresse bestätigt
why-weak = Nichts beweist, dass sie von diesem Absender ist
why-bystander = Sie antwortet auf eine E-Mail des Helpdesks, und der Absender ist am Ticket nicht beteiligt
why-unproven-account = Die Adresse des Kontos wurde nie bestätigt
why-stranger = Der Absender ist unbekannt
why-machine = Sie ist von einem Automaten oder einer Mailingliste
why-spam = Ein Filter hielt sie für Spam
why-forward = Sie wurde weitergeleitet, damit sie im Namen des ersten Absenders eröffnet wird
why-deleted = Das Ticket wurde gelöscht
why-refused = Das Ticket nimmt sie im Moment nicht an
why-quarantined = Kein Versuch, sie zu verstehen, gelang
