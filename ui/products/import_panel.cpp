#include "ui/products/import_panel.h"

#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/products/product_words.h"
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

constexpr qint64 largestFile = 20 * 1024 * 1024;
enum Column { Line, What, Outcome, ColumnCount };

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
    m_table->setObjectName(u"importLines"_s);
    m_table->setAccessibleName(tr("Lines of the file"));
    m_table->setHorizontalHeaderLabels({tr("Line"), tr("Product"), tr("What happens")});
    dressTable(*m_table, What, true);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(Line, QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(What, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(Outcome, QHeaderView::Stretch);
    auto *card = new Card(tr("What would be added"));
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
    connect(m_again, &Button::clicked, this, [this] { begin(m_path); });
    connect(m_do, &Button::clicked, this, &ImportPanel::finish);
}

void ImportPanel::begin(const QString &path)
{
    m_path = path;
    m_csv.clear();
    m_banner->clear();
    m_title->setText(tr("Import %1").arg(QFileInfo(path).fileName()));
    m_table->setRowCount(0);
    m_do->setEnabled(false);
    m_state->setText(tr("Nothing was added."));
    QFile file(path);
    if (file.size() > largestFile || !file.open(QIODevice::ReadOnly))
        return tell(Error{ErrorCode::Io, u"%1 cannot be read or is larger than 20 MB"_s.arg(path)});
    m_csv = file.readAll();
    const auto lines =
        previewProducts(m_context.database(), m_context.actor(), m_context.now(), m_csv);
    if (!lines)
        return tell(lines.error());
    showLines(*lines);
}

void ImportPanel::showLines(const QList<ImportLine> &lines)
{
    m_table->setRowCount(static_cast<int>(lines.size()));
    int wrong = 0;
    for (int row = 0; row < lines.size(); ++row) {
        const ImportLine &line = lines.at(row);
        const bool isWrong = !line.problem.isEmpty();
        wrong += isWrong ? 1 : 0;
        const QString what = line.product.name.isEmpty() ? tr("not read") : line.product.title();
        const QString outcome =
            isWrong ? tr("Cannot be added: %1.").arg(line.problem)
                    : tr("Added as %1, not assessed.").arg(kindWords(line.product.kind).toLower());
        const QStringList cells{QString::number(line.line), what, outcome};
        for (int column = 0; column < ColumnCount; ++column) {
            auto *item = new QTableWidgetItem(cells.at(column));
            item->setData(Qt::AccessibleTextRole,
                          sentences({tr("Line %1").arg(line.line), what, outcome}));
            m_table->setItem(row, column, item);
        }
    }
    m_do->setEnabled(wrong == 0 && !lines.isEmpty());
    m_do->setText(tr("Add %1 products").arg(lines.size()));
    m_do->setKey(QKeySequence(Qt::CTRL | Qt::Key_Return)); // a new text takes the key away
    if (lines.isEmpty())
        m_state->setText(tr("The file holds a heading and no products. Nothing was added."));
    else if (wrong > 0)
        m_state->setText(tr("%1 of %2 lines cannot be added, so none is. Mend the file, then read it again.")
                             .arg(wrong)
                             .arg(lines.size()));
    else
        m_state->setText(tr("%1 products would be added, each not assessed. Nothing was added yet.")
                             .arg(lines.size()));
    m_table->setCurrentCell(0, 0);
}

void ImportPanel::focusFirst()
{
    (m_do->isEnabled() ? static_cast<QWidget *>(m_do) : m_table)->setFocus(Qt::OtherFocusReason);
}

void ImportPanel::finish()
{
    const Result<int> added =
        importProducts(m_context.database(), m_context.actor(), m_context.now(), m_csv);
    if (!added)
        return tell(added.error());
    Q_EMIT imported(*added);
}

void ImportPanel::tell(const Error &error)
{
    const ErrorWords told = words(error);
    m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
}

} // namespace dermis
