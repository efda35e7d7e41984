#include "core/storage/documents.h"
#include "ui/printing/print_server.h"

#include <QBuffer>
#include <QFile>
#include <QPainter>
#include <QPdfWriter>
#include <QTest>

#include <catch2/catch.hpp>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

QByteArray onePage()
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    QPainter painter(&writer);
    painter.drawText(QPoint(500, 500), u"Dermis test page"_s);
    painter.end();
    return buffer.data();
}

} // namespace

// Needs a CUPS of its own: tests/ui/printing/with_cups.sh starts one and runs this case.
TEST_CASE("a queue takes the bytes as they are and tells how the job went", "[.cups]")
{
    const auto server = systemPrintServer();
    const auto queues = server->queues();
    REQUIRE(queues);
    REQUIRE(queues->size() == 1);
    CHECK(queues->first().name == u"reception");
    CHECK(queues->first().description == u"Reception");
    CHECK(queues->first().accepts);

    const QByteArray pdf = onePage();
    const auto job = server->print({u"reception"_s, u"Consent TEST"_s, 1, true}, {pdf, {}});
    REQUIRE(job);
    CHECK(QTest::qWaitFor(
        [&] {
            const auto state = server->state(u"reception"_s, *job);
            return state && *state == JobState::Done;
        },
        20000));
    QFile paper(qEnvironmentVariable("DERMIS_CUPS_PAPER"));
    REQUIRE(paper.open(QIODevice::ReadOnly));
    CHECK(documentDigest(paper.readAll()) == documentDigest(pdf));
}

TEST_CASE("a printing system that does not answer is an error, not a wait", "[consents]")
{
    qputenv("CUPS_SERVER", "/nonexistent/cups.sock");
    const auto server = systemPrintServer();
    const auto job = server->print({u"reception"_s, u"Consent TEST"_s, 1, true}, {onePage(), {}});
    CHECK_FALSE(job);
    qunsetenv("CUPS_SERVER");
}
