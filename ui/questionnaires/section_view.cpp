#include "ui/questionnaires/section_view.h"

#include "ui/questionnaires/entry_row.h"
#include "ui/questionnaires/grid_row.h"
#include "ui/questionnaires/question_row.h"
#include "ui/theme/painting.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int indent = 24;
constexpr int ringRoom = 4; // for the focus ring of a row as wide as the view
constexpr int deepest = 8;  // that still stands further to the right
constexpr int pieceSize = 40; // rows built at once

/// Holds one row; follow-ups stand to the right of a line.
class RowHolder : public QWidget
{
public:
    RowHolder(QWidget *row, int depth) : m_row(row), m_depth(std::min(depth, deepest))
    {
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(m_depth > 0 ? questionNumberWidth + (m_depth - 1) * indent + 4 : 0, 0, 0, 0);
        layout->setSpacing(0);
        layout->addWidget(row);
    }
    QWidget *row() const { return m_row; }
    /// What it shows; nothing before it was first filled.
    std::optional<FormRow> shown;
    void setMarked(bool marked)
    {
        m_marked = marked;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        if (m_marked)
            painter.fillRect(rect(), tokens().selection);
        for (int level = 0; level < m_depth; ++level)
            painter.fillRect(QRect(questionNumberWidth + level * indent, 0, 3, height()),
                             tokens().accentLine);
    }

private:
    QWidget *m_row;
    int m_depth;
    bool m_marked = false;
};

/// Whether its members stand in one line.
bool isLineHead(const FormRow &row)
{
    return row.kind == FormRow::Kind::TableLine || (row.kind == FormRow::Kind::InstanceHead && fitsOneLine(*row.item));
}

bool isMemberOf(const FormRow &row, const FormRow &head)
{
    return row.kind == FormRow::Kind::Question && row.key.instances == head.key.instances &&
           std::any_of(head.item->children.begin(), head.item->children.end(),
                       [&](const Item &child) { return child.linkId == row.key.linkId; });
}

AnswerKey groupOf(const AnswerKey &instance)
{
    return {instance.linkId, instance.instances.first(instance.instances.size() - 1)};
}

} // namespace

SectionView::SectionView(QWidget *parent)
    : QScrollArea(parent), m_content(new QWidget), m_layout(new QVBoxLayout(m_content))
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    m_layout->setContentsMargins(ringRoom, ringRoom, ringRoom, 16);
    m_layout->setSpacing(0);
    m_layout->addStretch(1);
    setWidget(m_content);
    m_content->setBackgroundRole(QPalette::Base);
    m_more.setSingleShot(true);
    connect(&m_more, &QTimer::timeout, this, [this] { place(pieceSize); });
}

QString SectionView::idOf(const FormRow &row) const
{
    return QString::number(static_cast<int>(row.kind)) + (isGridRow(row) ? u"t "_s : u" "_s) + row.key.toString();
}

bool SectionView::gridsFit() const
{
    return std::all_of(m_rows.begin(), m_rows.end(), [this](const FormRow &row) {
        return row.kind != FormRow::Kind::TableHead || gridFits(*row.item, viewport()->width() - 2 * ringRoom - row.depth * indent);
    });
}

void SectionView::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    if (gridsFit() != m_gridsFit)
        show(QList<FormRow>(m_rows), false);
}

QWidget *SectionView::makeQuestion(const FormRow &row)
{
    QuestionRow *question = isGridRow(row) ? new GridRow(*row.item, m_content) : makeQuestionRow(*row.item, m_setting, m_content);
    const AnswerKey key = row.key;
    connect(question, &QuestionRow::answered, this,
            [this, key](const Answer &answer) { Q_EMIT answered(key, answer); });
    connect(question, &QuestionRow::nextRequested, this, [this, key] { move(key, 1); });
    connect(question, &QuestionRow::previousRequested, this, [this, key] { move(key, -1); });
    return question;
}

QWidget *SectionView::makeEntry(const FormRow &row)
{
    auto *entry = new EntryRow(*row.item, row.namesColumns, m_setting, m_content);
    const AnswerKey instance = row.key;
    const auto keyOf = [instance](const QString &linkId) { return AnswerKey{linkId, instance.instances}; };
    connect(entry, &EntryRow::answered, this, [this, keyOf](const QString &linkId, const Answer &answer) {
        Q_EMIT answered(keyOf(linkId), answer);
    });
    connect(entry, &EntryRow::nextRequested, this,
            [this, keyOf](const QString &linkId) { move(keyOf(linkId), 1); });
    connect(entry, &EntryRow::previousRequested, this,
            [this, keyOf](const QString &linkId) { move(keyOf(linkId), -1); });
    connect(entry, &EntryRow::keepRequested, this, [this, instance] { keepEntry(instance); });
    connect(entry, &EntryRow::removeRequested, this,
            [this, instance] { Q_EMIT removeRequested(groupOf(instance), instance.instances.last()); });
    return entry;
}

QWidget *SectionView::makeHead(const FormRow &row)
{
    const AnswerKey instance = row.key;
    const int number = instance.instances.last() + 1;
    auto *head = new QWidget;
    auto *columns = new QHBoxLayout(head);
    columns->setContentsMargins(15, 10, 16, 4);
    const QString title =
        row.item->prefix.isEmpty() ? row.item->text : tr("%1 %2").arg(row.item->prefix, row.item->text);
    columns->addWidget(
        new TextLabel(number == 1 ? title : tr("Number %1").arg(number), TypeStyle::BodyStrong), 1);
    if (!row.mayRemove)
        return head;
    auto *remove = new Button(tr("Remove"), ButtonKind::Link);
    remove->setAccessibleName(tr("Remove number %1").arg(number));
    columns->addWidget(remove);
    connect(remove, &Button::clicked, this,
            [this, instance] { Q_EMIT removeRequested(groupOf(instance), instance.instances.last()); });
    return head;
}

QWidget *SectionView::makeAdd(const FormRow &row)
{
    const AnswerKey group = row.key;
    auto *add = new Button(Icon::Plus, tr("Add another"), ButtonKind::Link);
    add->setAccessibleName(tr("Add another: %1").arg(row.item->text));
    add->setEnabled(row.mayAnswer);
    auto *place = new QWidget;
    auto *columns = new QHBoxLayout(place);
    columns->setContentsMargins(11, 4, 16, 8);
    columns->addWidget(add);
    columns->addStretch(1);
    connect(add, &Button::clicked, this, [this, group] { Q_EMIT addRequested(group); });
    return place;
}

QWidget *SectionView::makeHeading(const FormRow &row)
{
    const QString title = row.item->prefix.isEmpty() ? row.item->text : tr("%1 %2").arg(row.item->prefix, row.item->text);
    const bool isOfLines = row.item->repeats;
    auto *heading = new TextLabel(title, isOfLines ? TypeStyle::Small : TypeStyle::BodyStrong, isOfLines ? &Tokens::text2 : &Tokens::text);
    heading->setWrapped(true);
    if (isOfLines)
        heading->setContentsMargins(15, 8, 16, 2);
    else
        heading->setContentsMargins(row.depth > 0 ? 15 : questionNumberWidth, 16, 16, 4);
    return heading;
}

QWidget *SectionView::makeText(const FormRow &row)
{
    auto *text = new TextLabel(row.item->text, TypeStyle::Small, &Tokens::text2);
    text->setWrapped(true);
    text->setContentsMargins(questionNumberWidth, 8, 16, 8);
    return text;
}

QWidget *SectionView::make(const FormRow &row)
{
    switch (row.kind) {
    case FormRow::Kind::Question:
        return makeQuestion(row);
    case FormRow::Kind::InstanceHead:
    case FormRow::Kind::TableLine:
        return isLineHead(row) ? makeEntry(row) : makeHead(row);
    case FormRow::Kind::AddInstance:
        return makeAdd(row);
    case FormRow::Kind::Heading:
        return makeHeading(row);
    case FormRow::Kind::TableHead:
        return m_gridsFit ? makeGridHead(*row.item, m_content) : makeHeading(row);
    case FormRow::Kind::ValueHead: {
        auto *value = new TextLabel(row.words, TypeStyle::BodyStrong);
        value->setWrapped(true);
        value->setContentsMargins(15, 10, 16, 2);
        return value;
    }
    case FormRow::Kind::Text:
        break;
    }
    return makeText(row);
}

/// Null when it is not there and no more may be built now.
QWidget *SectionView::holderOf(int at, int &mostNew)
{
    QWidget *holder = m_holders.value(m_ids.at(at));
    if (!holder && mostNew-- > 0) {
        holder = new RowHolder(make(m_rows.at(at)), m_rows.at(at).depth);
        m_holders.insert(m_ids.at(at), holder);
    }
    return holder;
}

void SectionView::addStop(const AnswerKey &key, QWidget *target, QWidget *holder)
{
    m_stops << Stop{key, target, holder};
    target->installEventFilter(this); // once only, Qt moves a filter that is there
}

void SectionView::fill(QWidget *holder, int at)
{
    const FormRow &row = m_rows.at(at);
    auto *place = static_cast<RowHolder *>(holder);
    const bool isNews = place->shown != row;
    place->shown = row;
    if (auto *question = qobject_cast<QuestionRow *>(place->row())) {
        if (isNews)
            question->show(row);
        addStop(row.key, question->keyboardTarget(), holder);
    } else if (auto *entry = qobject_cast<EntryRow *>(place->row())) {
        fillEntry(*entry, holder, at);
    } else if (row.kind == FormRow::Kind::ValueHead) {
        static_cast<TextLabel *>(place->row())->setText(row.words);
    }
}

void SectionView::fillEntry(EntryRow &entry, QWidget *holder, int at)
{
    const FormRow &head = m_rows.at(at);
    bool isFilled = false;
    bool isOld = false;
    for (++at; at < m_rows.size() && isMemberOf(m_rows.at(at), head); ++at) {
        const FormRow &row = m_rows.at(at);
        entry.show(row);
        addStop(row.key, entry.keyboardTarget(row.key.linkId), holder);
        isOld = isOld || row.earlier.state != AnswerState::NotAsked;
        isFilled = isFilled || row.answer.state != AnswerState::NotAsked;
    }
    const bool isInstance = head.kind == FormRow::Kind::InstanceHead;
    entry.setRemovable(isInstance && head.mayRemove && (isFilled || isOld || head.key.instances.last() > 0));
    entry.setKeepable(isOld);
}

void SectionView::show(const QList<FormRow> &rows, bool fresh)
{
    QWidget *focused = QApplication::focusWidget();
    const bool keepsPlace = !fresh && focused && m_content->isAncestorOf(focused);
    const int before = keepsPlace ? focused->mapTo(viewport(), QPoint()).y() : 0;
    m_rows = rows;
    m_gridsFit = gridsFit();
    QStringList ids;
    for (const FormRow &row : std::as_const(m_rows))
        ids << idOf(row);
    if (fresh)
        verticalScrollBar()->setValue(0);
    if (std::exchange(m_ids, ids) != ids || fresh)
        discardUnused(fresh);
    place(pieceSize);
    if (!keepsPlace || QApplication::focusWidget() != focused)
        return; // its row went
    settle();
    verticalScrollBar()->setValue(verticalScrollBar()->value() + focused->mapTo(viewport(), QPoint()).y() - before);
}

void SectionView::discardUnused(bool all)
{
    const QSet<QString> used = all ? QSet<QString>() : QSet<QString>(m_ids.begin(), m_ids.end());
    for (const QString &id : m_holders.keys()) {
        if (!used.contains(id))
            discard(m_holders.take(id));
    }
    if (all)
        m_order.clear();
}

/// Puts the rows in their places, as far as they are there and `mostNew` more.
void SectionView::place(int mostNew)
{
    m_stops.clear();
    QList<QWidget *> order;
    int at = 0;
    m_layout->setEnabled(false); // laid out once, and not for each row that comes
    for (; at < m_rows.size(); ++at) {
        QWidget *holder = holderOf(at, mostNew);
        if (!holder)
            break;
        const int position = static_cast<int>(order.size());
        if (m_layout->itemAt(position)->widget() != holder)
            m_layout->insertWidget(position, holder);
        order << holder;
        fill(holder, at);
        holder->show(); // when it is whole
        for (const int head = at; isLineHead(m_rows.at(head)) && at + 1 < m_rows.size() && isMemberOf(m_rows.at(at + 1), m_rows.at(head));)
            ++at;
    }
    m_layout->setEnabled(true);
    m_built = at;
    if (!isBuilt())
        m_more.start();
    const QList<QWidget *> before = std::exchange(m_order, order);
    if (before == order)
        return;
    m_layout->invalidate();
    m_layout->activate();
    if (order.first(std::min(before.size(), order.size())) != before) // what is built at the end is last already
        orderTabs(before);
}

void SectionView::discard(QWidget *holder)
{
    m_layout->removeWidget(holder);
    holder->hide();
    holder->deleteLater();
}

/// Rows that came between others take the Tab key where they stand.
void SectionView::orderTabs(const QList<QWidget *> &before)
{
    const QSet<QWidget *> there(before.begin(), before.end());
    const bool isMoved = m_order.isEmpty() || !there.contains(m_order.first());
    QWidget *last = nullptr;
    for (QWidget *holder : std::as_const(m_order)) {
        for (QWidget *each : holder->findChildren<QWidget *>()) {
            if (!(each->focusPolicy() & Qt::TabFocus) || each->focusProxy() || each->window() != window())
                continue;
            if (last && (isMoved || !there.contains(holder)))
                QWidget::setTabOrder(last, each);
            last = each;
        }
    }
}

void SectionView::keepEntry(const AnswerKey &instance)
{
    const QList<FormRow> rows = m_rows;
    for (const FormRow &row : rows) {
        const bool isMember = row.key.instances == instance.instances && row.kind == FormRow::Kind::Question;
        if (isMember && row.mayAnswer && row.earlier.state != AnswerState::NotAsked)
            Q_EMIT answered(row.key, row.earlier);
    }
}

void SectionView::keepCurrent()
{
    const auto key = currentQuestion();
    const auto row = std::find_if(m_rows.cbegin(), m_rows.cend(), [&](const FormRow &one) {
        return key && one.kind == FormRow::Kind::Question && one.key == *key;
    });
    if (row == m_rows.cend() || !row->mayAnswer || row->earlier.state == AnswerState::NotAsked)
        return;
    const Answer again = row->earlier; // the rows are made anew while it is answered
    Q_EMIT answered(*key, again);
    move(*key, 1);
}

bool SectionView::eventFilter(QObject *watched, QEvent *event)
{
    const bool isKey = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (!isKey || !static_cast<QKeyEvent *>(event)->matches(QKeySequence::Undo))
        return QScrollArea::eventFilter(watched, event);
    const auto *line = qobject_cast<QLineEdit *>(watched);
    const auto *text = qobject_cast<QPlainTextEdit *>(watched);
    const bool undoesTyping =
        (line && line->isUndoAvailable()) || (text && text->document()->isUndoAvailable());
    if (undoesTyping)
        return false;
    event->accept();
    if (event->type() == QEvent::KeyPress)
        Q_EMIT undoRequested();
    return true;
}

QWidget *SectionView::keyboardTarget(const AnswerKey &key)
{
    const auto at = [&] { return std::find_if(m_stops.cbegin(), m_stops.cend(), [&](const Stop &stop) { return stop.key == key; }); };
    if (at() == m_stops.cend() && !isBuilt())
        place(static_cast<int>(m_rows.size()));
    const auto found = at();
    return found == m_stops.cend() ? nullptr : found->target;
}

bool SectionView::focusQuestion(const AnswerKey &key)
{
    QWidget *target = keyboardTarget(key);
    if (!target)
        return false;
    settle();
    target->setFocus(Qt::OtherFocusReason);
    ensureWidgetVisible(target, 0, 60);
    return true;
}

void SectionView::focusFirst()
{
    goOn(m_stops.cbegin(), 1);
}

void SectionView::mark(const std::optional<AnswerKey> &key)
{
    const QWidget *target = key ? keyboardTarget(*key) : nullptr;
    for (QWidget *holder : std::as_const(m_holders)) {
        const bool marked = target && holder->isAncestorOf(target);
        static_cast<RowHolder *>(holder)->setMarked(marked);
        if (marked) {
            settle();
            ensureWidgetVisible(holder, 0, 60);
        }
    }
}

/// New rows have their place at once, so that scrolling to one of them is exact.
void SectionView::settle()
{
    m_content->layout()->activate();
    QEvent request(QEvent::LayoutRequest);
    QScrollArea::event(&request);
}

std::optional<AnswerKey> SectionView::currentQuestion() const
{
    const QWidget *focused = QApplication::focusWidget();
    for (const Stop &stop : m_stops) {
        if (focused && (stop.target == focused || stop.target->isAncestorOf(focused)))
            return stop.key;
    }
    const auto around = std::find_if(m_stops.begin(), m_stops.end(), [&](const Stop &stop) { return focused && stop.holder->isAncestorOf(focused); });
    return around == m_stops.end() ? std::nullopt : std::optional(around->key); // another line of the same question
}

void SectionView::move(const AnswerKey &from, int step)
{
    if (!isBuilt() && step > 0 && !m_stops.isEmpty() && m_stops.last().key == from)
        place(pieceSize);
    const auto found =
        std::find_if(m_stops.cbegin(), m_stops.cend(), [&](const Stop &stop) { return stop.key == from; });
    if (found == m_stops.cend() || (step < 0 && found == m_stops.cbegin()))
        return step < 0 ? leftUpwards() : leftDownwards();
    goOn(found + step, step);
}

/// To that stop, or to the next one that is in use.
void SectionView::goOn(QList<Stop>::const_iterator stop, int step)
{
    while (stop != m_stops.cend() && !stop->target->isEnabled()) {
        if (step < 0 && stop == m_stops.cbegin())
            return leftUpwards();
        stop += step;
    }
    if (stop == m_stops.cend())
        return leftDownwards();
    focusQuestion(stop->key);
}

} // namespace dermis
