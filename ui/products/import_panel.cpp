#include "ui/products/import_panel.h"

#include "core/products/lot_csv.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/row_delegate.h"
#include "ui/widgets/text_label.h"

#include <QFile>
#include <QFileInfo>
#include <QHeaderView>
#include <QTableWidget>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qint64 largestCsv = 20 * 1024 * 1024;
enum ImportColumn { Line, What, Outcome, ColumnCount };

} // namespace

ImportPanel::ImportPanel(ClinicContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_banner(new ErrorBanner)
    , m_title(new TextLabel({}, TypeStyle::Title))
    , m_table(new QTableWidget(0, ColumnCount))
    , m_state(new TextLabel({}, TypeStyle::Body, &Tokens::text2))
    , m_cancel(new Button(tr("Leave it")))
    , m_again(new Button(tr("Read the file again")))
    , m_do(new Button(Icon::Check, tr("Add all"), ButtonKind::Primary))
{
    m_title->setWrapped(true);
    m_state->setWrapped(true);
    m_state->setObjectName(u"importState"_s);
    m_do->setObjectName(u"importDo"_s);
    m_do->setWrites();
    m_table->setObjectName(u"importLines"_s);
    m_table->setAccessibleName(tr("Lines of the file"));
    m_table->setHorizontalHeaderLabels({tr("Line"), tr("What"), tr("What happens")});
    dressTable(*m_table, What, true);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(Line, QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(What, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(Outcome, QHeaderView::Stretch);
    auto *card = new Card(tr("What the file would do"));
    card->body()->addWidget(m_table, 1);
    auto *foot = new QWidget;
    auto *row = new FlowLayout(foot);
    row->setContentsMargins(12, 8, 12, 8);
    for (Button *button : {m_cancel, m_again, m_do})
        row->addWidget(button);
    card->body()->addWidget(foot);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_title);
    column->addWidget(m_banner);
    column->addWidget(m_state);
    column->addWidget(card, 1);
    connect(m_cancel, &Button::clicked, this, &ImportPanel::cancelled);
    connect(m_again, &Button::clicked, this, &ImportPanel::read);
    connect(m_do, &Button::clicked, this, &ImportPanel::finish);
}

void ImportPanel::begin(Kind kind, const QString &path)
{
    m_kind = kind;
    m_path = path;
    read();
}

void ImportPanel::read()
{
    m_csv.clear();
    m_banner->clear();
    m_title->setText(tr("Import %1").arg(QFileInfo(m_path).fileName()));
    m_table->setRowCount(0);
    m_do->setEnabled(false);
    m_state->setText(tr("Nothing was kept."));
    QFile file(m_path);
    if (file.size() > largestCsv || !file.open(QIODevice::ReadOnly))
        return tell(Error{ErrorCode::Io, u"%1 cannot be read or is larger than 20 MB"_s.arg(m_path)});
    m_csv = file.readAll();
    const auto preview = m_kind == Kind::Products ? &previewProducts : &previewLots;
    const auto lines = preview(m_context.database(), m_context.actor(), m_context.now(), m_csv);
    if (!lines)
        return tell(lines.error());
    showLines(*lines);
}

QString ImportPanel::wordsOf(const ImportLine &line) const
{
    const bool isProduct = m_kind == Kind::Products;
    switch (line.outcome) {
    case ImportLine::Outcome::New:
        return isProduct ? tr("New: added, not assessed.") : tr("New: taken into stock.");
    case ImportLine::Outcome::Changed:
        return line.endsAssessment ? tr("Changed: %1. Its assessment ends.").arg(line.changes.join(u", "_s))
                                   : tr("Changed: %1.").arg(line.changes.join(u", "_s));
    case ImportLine::Outcome::Unchanged:
        return tr("Unchanged.");
    case ImportLine::Outcome::Refused:
        return tr("Refused: %1.").arg(line.problem);
    }
    return {};
}

void ImportPanel::showLines(const QList<ImportLine> &lines)
{
    m_table->setRowCount(static_cast<int>(lines.size()));
    for (int row = 0; row < lines.size(); ++row) {
        const ImportLine &line = lines.at(row);
        const QString what = line.what.isEmpty() ? tr("not read") : line.what;
        const QStringList cells{QString::number(line.line), what, wordsOf(line)};
        for (int column = 0; column < ColumnCount; ++column) {
            auto *item = new QTableWidgetItem(cells.at(column));
            item->setData(Qt::AccessibleTextRole, sentences({tr("Line %1").arg(line.line), what, wordsOf(line)}));
            m_table->setItem(row, column, item);
        }
    }
    showState(lines);
    m_table->setCurrentCell(0, 0);
}

/// How many lines do what; with one that is refused nothing is kept.
void ImportPanel::showState(const QList<ImportLine> &lines)
{
    const int added = countOf(lines, ImportLine::Outcome::New);
    const int changed = countOf(lines, ImportLine::Outcome::Changed);
    const int unchanged = countOf(lines, ImportLine::Outcome::Unchanged);
    const int refused = countOf(lines, ImportLine::Outcome::Refused);
    const bool isProduct = m_kind == Kind::Products;
    m_do->setEnabled(refused == 0 && added + changed > 0);
    if (!isProduct)
        m_do->setText(tr("Take %1 lots into stock").arg(added));
    else if (changed == 0)
        m_do->setText(tr("Add %1 products").arg(added));
    else
        m_do->setText(tr("Add %1, change %2").arg(added).arg(changed));
    m_do->setKey(QKeySequence(Qt::CTRL | Qt::Key_Return)); // a new text takes the key away
    const QString counts = isProduct ? tr("New: %1. Changed: %2. Unchanged: %3. Refused: %4.").arg(added).arg(changed).arg(unchanged).arg(refused)
                                     : tr("New: %1. Refused: %2.").arg(added).arg(refused);
    if (lines.isEmpty())
        m_state->setText(tr("The file holds a heading and nothing else. Nothing was kept."));
    else if (refused > 0)
        m_state->setText(tr("%1 A file with a line that is refused is not taken. Mend it, then read it again.").arg(counts));
    else if (added + changed == 0)
        m_state->setText(tr("%1 There is nothing to keep.").arg(counts));
    else
        m_state->setText(tr("%1 Nothing was kept yet.").arg(counts));
}

void ImportPanel::focusFirst()
{
    (m_do->isEnabled() ? static_cast<QWidget *>(m_do) : m_table)->setFocus(Qt::OtherFocusReason);
}

QString ImportPanel::doneWords(int added, int changed) const
{
    if (m_kind == Kind::Lots)
        return tr("%1 lots were taken into stock").arg(added);
    return changed == 0 ? tr("%1 products were added").arg(added) : tr("%1 products were added, %2 changed").arg(added).arg(changed);
}

void ImportPanel::finish()
{
    Database &database = m_context.database();
    if (m_kind == Kind::Lots) {
        const Result<int> taken = importLots(database, m_context.actor(), m_context.now(), m_csv);
        if (!taken)
            return tell(taken.error());
        Q_EMIT imported(doneWords(*taken, 0));
        return;
    }
    const auto lines = importProducts(database, m_context.actor(), m_context.now(), m_csv);
    if (!lines)
        return tell(lines.error());
    Q_EMIT imported(doneWords(countOf(*lines, ImportLine::Outcome::New), countOf(*lines, ImportLine::Outcome::Changed)));
}

void ImportPanel::tell(const Error &error)
{
    const ErrorWords told = words(error);
    m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
}

} // namespace dermis
