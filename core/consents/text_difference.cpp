#include "core/consents/text_difference.h"

#include <QRegularExpression>
#include <QStringList>

#include <vector>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

using Kind = DifferenceLine::Kind;

QStringList linesOf(const QString &text)
{
    QStringList lines;
    for (const QString &line : text.split(u'\n')) {
        if (!line.trimmed().isEmpty())
            lines << line.trimmed();
    }
    return lines;
}

/// lengths[i][j]: how many lines the rests from i and from j have in common.
class CommonLines
{
public:
    CommonLines(const QStringList &before, const QStringList &after)
        : m_width(static_cast<size_t>(after.size()) + 1), m_lengths((static_cast<size_t>(before.size()) + 1) * m_width)
    {
        for (qsizetype i = before.size() - 1; i >= 0; --i) {
            for (qsizetype j = after.size() - 1; j >= 0; --j)
                cell(i, j) = before.at(i) == after.at(j) ? cell(i + 1, j + 1) + 1 : std::max(cell(i + 1, j), cell(i, j + 1));
        }
    }
    int from(qsizetype i, qsizetype j) const { return m_lengths.at(static_cast<size_t>(i) * m_width + static_cast<size_t>(j)); }

private:
    int &cell(qsizetype i, qsizetype j) { return m_lengths.at(static_cast<size_t>(i) * m_width + static_cast<size_t>(j)); }

    size_t m_width;
    std::vector<int> m_lengths;
};

QString plainWords(QString line)
{
    static const QRegularExpression marks(u"^(#+|[-•*]|\\d+\\.)\\s+|^\\|\\s*|\\s*\\|$|\\*\\*|▭"_s);
    static const QRegularExpression cells(u"\\s*\\|\\s*"_s);
    static const QRegularExpression escapes(u"\\\\([^\\w\\s])"_s);
    return line.remove(marks).replace(cells, u" · "_s).replace(escapes, u"\\1"_s).simplified();
}

bool isRead(const QString &line)
{
    static const QRegularExpression letters(u"\\p{L}"_s);
    return !line.startsWith(u"[["_s) && line.contains(letters);
}

} // namespace

QList<DifferenceLine> textDifference(const QString &before, const QString &after)
{
    const QStringList old = linesOf(before);
    const QStringList now = linesOf(after);
    const CommonLines common(old, now);
    QList<DifferenceLine> lines;
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < old.size() || j < now.size()) {
        if (i < old.size() && j < now.size() && old.at(i) == now.at(j)) {
            lines << DifferenceLine{Kind::Same, now.at(j)};
            ++i, ++j;
        } else if (j == now.size() || (i < old.size() && common.from(i + 1, j) >= common.from(i, j + 1))) {
            lines << DifferenceLine{Kind::Removed, old.at(i++)};
        } else {
            lines << DifferenceLine{Kind::Added, now.at(j++)};
        }
    }
    return lines;
}

QList<DifferenceLine> readableChanges(const QString &before, const QString &after)
{
    QList<DifferenceLine> changes;
    for (const DifferenceLine &line : textDifference(before, after)) {
        if (line.kind != Kind::Same && isRead(line.text))
            changes << DifferenceLine{line.kind, plainWords(line.text)};
    }
    return changes;
}

} // namespace dermis
