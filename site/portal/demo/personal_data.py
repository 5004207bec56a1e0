"""The demo's mailbox holds what people typed while trying it."""

from portal.core.registries import Personal, classify

classify("demo.DemoMarker", plain="loaded_at topped_up_on")
classify(
    "demo.MailboxMessage",
    plain="received_at",
    personal={
        "source": Personal("to show the demo's mails", "until make demo-reset", export=False)
    },
)
