#include "core/consents/reproducible_pdf.h"

#include <QCryptographicHash>
#include <QRegularExpression>

#include <map>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qsizetype xrefEntrySize = 20;

tl::unexpected<Error> unlikeQt(const QString &what)
{
    return fail(ErrorCode::Damaged, u"the PDF writer left no %1 where it was expected"_s.arg(what));
}

/// What the end of the file says: where the cross-reference table begins and how many objects it lists.
struct Tail
{
    qsizetype xref = 0;
    qsizetype firstEntry = 0;
    int count = 0;
};

Result<Tail> readTail(const QByteArray &pdf)
{
    const qsizetype mark = pdf.lastIndexOf("startxref\n");
    if (mark < 0)
        return unlikeQt(u"startxref"_s);
    Tail tail;
    const qsizetype number = mark + 10;
    tail.xref = pdf.mid(number, pdf.indexOf('\n', number) - number).trimmed().toLongLong();
    static const QRegularExpression head(u"^xref\n0 (\\d+)\n"_s);
    const QRegularExpressionMatch match = head.match(QString::fromLatin1(pdf.mid(tail.xref, 40)));
    if (!match.hasMatch())
        return unlikeQt(u"cross-reference table"_s);
    tail.firstEntry = tail.xref + match.capturedLength();
    tail.count = match.captured(1).toInt();
    return tail;
}

/// Every object in use by its number.
Result<std::map<int, QByteArray>> readObjects(const QByteArray &pdf, const Tail &tail)
{
    std::map<qsizetype, int> numberAt;
    for (int number = 1; number < tail.count; ++number) {
        const QByteArray entry = pdf.mid(tail.firstEntry + number * xrefEntrySize, xrefEntrySize);
        if (entry.size() < xrefEntrySize)
            return unlikeQt(u"cross-reference entry %1"_s.arg(number));
        if (entry.at(17) == 'n')
            numberAt.emplace(entry.left(10).toLongLong(), number);
    }
    std::map<int, QByteArray> objects;
    for (auto at = numberAt.begin(); at != numberAt.end(); ++at) {
        const auto next = std::next(at);
        const qsizetype end = next == numberAt.end() ? tail.xref : next->first;
        const QByteArray object = pdf.mid(at->first, end - at->first);
        if (!object.startsWith(QByteArray::number(at->second) + " 0 obj"))
            return unlikeQt(u"object %1"_s.arg(at->second));
        objects.emplace(at->second, object);
    }
    return objects;
}

/// The part of an object before its stream: the only part with references and names.
qsizetype headLength(const QByteArray &object)
{
    const qsizetype stream = object.indexOf("stream\n");
    return stream < 0 ? object.size() : stream;
}

const QRegularExpression &reference()
{
    static const QRegularExpression expression(u"\\b(\\d+) 0 (R|obj)\\b"_s);
    return expression;
}

/// Old numbers in the order in which a reader meets them, from the trailer on.
QList<int> readingOrder(const std::map<int, QByteArray> &objects, const QByteArray &trailer)
{
    QList<int> order;
    QSet<int> seen;
    const auto visit = [&](const QByteArray &text) {
        auto matches = reference().globalMatch(QString::fromLatin1(text.left(headLength(text))));
        while (matches.hasNext()) {
            const int number = matches.next().captured(1).toInt();
            if (objects.contains(number) && !seen.contains(number)) {
                seen.insert(number);
                order << number;
            }
        }
    };
    visit(trailer);
    for (qsizetype i = 0; i < order.size(); ++i)
        visit(objects.at(order.at(i)));
    return order;
}

/// The text with every object's number replaced by its place in the order, counted from 1.
QByteArray renumbered(const QByteArray &text, const QHash<int, int> &places)
{
    const QString head = QString::fromLatin1(text.left(headLength(text)));
    QByteArray out;
    qsizetype done = 0;
    auto matches = reference().globalMatch(head);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        out += head.mid(done, match.capturedStart(1) - done).toLatin1();
        out += QByteArray::number(places.value(match.captured(1).toInt()));
        done = match.capturedEnd(1);
    }
    return out + text.mid(done);
}

/// A subset font's six-letter tag, which Qt takes from an object number, made from the object's place.
void setFontTag(QByteArray &object, int place)
{
    static const QRegularExpression name(u"/FontName /[A-Z]{6}\\+"_s);
    const QRegularExpressionMatch match = name.match(QString::fromLatin1(object.left(headLength(object))));
    if (!match.hasMatch())
        return;
    QByteArray tag(6, 'A');
    for (char &letter : tag) {
        letter = static_cast<char>('A' + place % 26);
        place /= 26;
    }
    object.replace(match.capturedStart(), match.capturedLength(), "/FontName /" + tag + "+");
}

Result<> setCreationDate(std::map<int, QByteArray> &objects, const QDateTime &created)
{
    for (auto &[number, object] : objects) {
        const qsizetype begin = object.indexOf("/CreationDate (");
        if (begin < 0 || object.contains("stream\n"))
            continue;
        const qsizetype end = object.indexOf(')', begin) + 1;
        const QByteArray date = created.toString(u"yyyyMMddhhmmss"_s).toLatin1();
        object.replace(begin, end - begin, "/CreationDate (D:" + date + "Z)");
        return {};
    }
    return unlikeQt(u"creation date"_s);
}

Result<QByteArray> trailer(const QByteArray &pdf, const Tail &tail, const QByteArray &identity)
{
    const qsizetype begin = pdf.indexOf("trailer", tail.xref);
    const qsizetype end = pdf.indexOf("startxref", tail.xref);
    const qsizetype id = pdf.indexOf("/ID [", begin);
    if (begin < 0 || id < begin || id > end)
        return unlikeQt(u"file identifier"_s);
    const QByteArray hex = QCryptographicHash::hash(identity, QCryptographicHash::Sha256).left(16).toHex();
    const qsizetype idEnd = pdf.indexOf(']', id) + 1;
    return pdf.mid(begin, id - begin) + "/ID [ <" + hex + "> <" + hex + "> ]" + pdf.mid(idEnd, end - idEnd);
}

} // namespace

QByteArray frozenXmp(const QString &title, const QDateTime &created, const QString &source)
{
    const QString from = source.isEmpty() ? QString() : u"\n   <dc:source>urn:sha256:%1</dc:source>"_s.arg(source);
    const QString date = created.toString(u"yyyy-MM-ddThh:mm:ssZ"_s);
    return uR"(<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">%1</rdf:li></rdf:Alt></dc:title>%4
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="Dermis" xmp:CreateDate="%2" xmp:ModifyDate="%2"/>
  <rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" pdf:Producer="Qt %3"/>
  <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="1" pdfaid:conformance="B"/>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end='w'?>
)"_s.arg(title.toHtmlEscaped(), date, QString::fromLatin1(qVersion()), from)
        .toUtf8();
}

Result<QByteArray> reproduciblePdf(const QByteArray &pdf, const QDateTime &created,
                                   const QByteArray &identity)
{
    const Tail tail = TRY(readTail(pdf));
    auto objects = TRY(readObjects(pdf, tail));
    TRY(setCreationDate(objects, created));
    const QByteArray end = TRY(trailer(pdf, tail, identity));
    const QList<int> order = readingOrder(objects, end);
    QHash<int, int> places;
    for (const int number : order)
        places.insert(number, static_cast<int>(places.size()) + 1);

    QByteArray out = pdf.left(pdf.lastIndexOf('\n', pdf.indexOf(" 0 obj")) + 1);
    out.reserve(pdf.size());
    const QByteArray size = QByteArray::number(order.size() + 1);
    QByteArray table = "xref\n0 " + size + "\n0000000000 65535 f \n";
    for (const int number : order) {
        table += QByteArray::number(out.size()).rightJustified(10, '0') + " 00000 n \n";
        QByteArray object = renumbered(objects.at(number), places);
        setFontTag(object, places.value(number));
        out += object;
    }
    const QByteArray start = QByteArray::number(out.size());
    QByteArray last = renumbered(end, places);
    last.replace("/Size " + QByteArray::number(tail.count), "/Size " + size);
    return out + table + last + "startxref\n" + start + "\n%%EOF\n";
}

} // namespace dermis
