#include "ui/context/substance_picker.h"

#include "core/base/text_folding.h"

#include <QLineEdit>
#include <QListWidget>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int offered = 5;
constexpr int rowHeight = 27;

bool fits(const Substance &substance, const QString &typed)
{
    if (folded(substance.name).contains(typed))
        return true;
    const QStringList names = substance.inci + substance.synonyms;
    return std::any_of(names.begin(), names.end(),
                       [&](const QString &name) { return folded(name).contains(typed); });
}

QString words(const Substance &substance)
{
    return substance.synonyms.isEmpty()
               ? substance.name
               : SubstancePicker::tr("%1, also called %2")
                     .arg(substance.name, substance.synonyms.mid(0, 2).join(u", "_s));
}

} // namespace

SubstancePicker::SubstancePicker(const QString &accessibleName, QWidget *parent)
    : QWidget(parent), m_line(new QLineEdit), m_list(new QListWidget)
{
    m_line->setAccessibleName(accessibleName);
    m_line->setPlaceholderText(tr("as the patient says it"));
    m_line->installEventFilter(this);
    m_list->setAccessibleName(tr("Known substances that fit"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(m_line);
    column->addWidget(m_list);
    setFocusProxy(m_line);
    connect(m_line, &QLineEdit::textEdited, this, &SubstancePicker::offer);
    connect(m_list, &QListWidget::itemClicked, this, &SubstancePicker::choose);
}

void SubstancePicker::setCatalogue(const SubstanceCatalogue &catalogue)
{
    m_catalogue = catalogue;
}

void SubstancePicker::begin(const QString &text)
{
    m_line->setText(text);
    offer();
}

QString SubstancePicker::text() const
{
    return m_line->text().trimmed();
}

void SubstancePicker::offer()
{
    const QString typed = folded(m_line->text());
    const Substance *exact = m_catalogue.named(m_line->text());
    m_substance = exact != nullptr ? exact->key : QString();
    m_list->clear();
    for (const Substance &substance : m_catalogue.substances()) {
        if (typed.isEmpty() || exact != nullptr || m_list->count() == offered)
            break;
        if (!fits(substance, typed))
            continue;
        auto *item = new QListWidgetItem(words(substance), m_list);
        item->setData(Qt::UserRole, substance.key);
    }
    m_list->setVisible(m_list->count() > 0);
    m_list->setFixedHeight(m_list->count() * rowHeight + 4);
    m_list->setCurrentRow(-1);
    Q_EMIT changed();
}

void SubstancePicker::choose()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (item == nullptr)
        return;
    const QString key = item->data(Qt::UserRole).toString();
    if (const Substance *substance = m_catalogue.find(key))
        m_line->setText(substance->name);
    m_substance = key;
    m_list->hide();
    Q_EMIT changed();
}

bool SubstancePicker::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_line || event->type() != QEvent::KeyPress || !m_list->isVisible())
        return QWidget::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Down:
        m_list->setCurrentRow(std::min(m_list->currentRow() + 1, m_list->count() - 1));
        return true;
    case Qt::Key_Up:
        m_list->setCurrentRow(std::max(m_list->currentRow() - 1, 0));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_list->currentRow() < 0)
            break;
        choose();
        return true;
    case Qt::Key_Escape:
        m_list->hide();
        return true;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace dermis
