#include "ui/questionnaires/file_editor.h"

#include "ui/context/backup_words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/prompter.h"
#include "ui/widgets/text_label.h"

#include <QFile>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMimeDatabase>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

Prompter &desktopPrompter()
{
    static DesktopPrompter prompter;
    return prompter;
}

QStringList fileFilters(const Item &item)
{
    const QMimeDatabase types;
    QStringList filters;
    for (const QString &type : item.contentTypes) {
        const QString filter = types.mimeTypeForName(type).filterString();
        if (!filter.isEmpty())
            filters << filter;
    }
    return filters << FileEditor::tr("All files (*)");
}

QString fileWords(const Attachment &file)
{
    return file.data.isEmpty() ? toText(file) : FileEditor::tr("%1, %2", "file name, size").arg(toText(file), sizeWords(file.data.size()));
}

} // namespace

FileEditor::FileEditor(const Item &item, Prompter *prompter, QWidget *parent)
    : AnswerEditor(item, parent)
    , m_prompter(prompter != nullptr ? prompter : &desktopPrompter())
    , m_list(new QVBoxLayout(this))
    , m_choose(new Button(Icon::Folder, tr("Choose file…"), ButtonKind::Secondary))
    , m_problem(new TextLabel(QString(), TypeStyle::Small, &Tokens::cautionText, this))
{
    m_list->setContentsMargins(0, 0, 0, 0);
    m_list->setSpacing(4);
    m_list->addWidget(m_choose, 0, Qt::AlignLeft);
    m_problem->setWrapped(true);
    m_problem->hide();
    m_choose->setAccessibleName(tr("Choose a file: %1").arg(item.text));
    m_choose->installEventFilter(this);
    setFocusProxy(m_choose);
    connect(m_choose, &Button::clicked, this, &FileEditor::choose);
}

Answer FileEditor::answer() const
{
    Answer answer;
    for (const Attachment &file : m_files)
        answer.values << file;
    answer.state = m_files.isEmpty() ? AnswerState::NotAsked : AnswerState::Answered;
    return answer;
}

void FileEditor::showAnswer(const Answer &answer)
{
    m_files.clear();
    for (const AnswerValue &value : answer.values) {
        if (const auto *file = std::get_if<Attachment>(&value))
            m_files << *file;
    }
    say({});
    showFiles();
}

QWidget *FileEditor::makeLine(int index)
{
    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    const QString words = fileWords(m_files.at(index));
    row->addWidget(new TextLabel(words, TypeStyle::Body));
    auto *remove = new Button(tr("Remove"), ButtonKind::Link);
    remove->setAccessibleName(tr("Remove %1").arg(words));
    remove->setVisible(!m_readOnly);
    row->addWidget(remove);
    row->addStretch(1);
    connect(remove, &Button::clicked, this, [this, index] { removeFile(index); });
    return line;
}

void FileEditor::showFiles()
{
    for (QWidget *line : std::as_const(m_lines)) {
        m_list->removeWidget(line);
        line->hide();
        line->deleteLater();
    }
    m_lines.clear();
    for (int index = 0; index < m_files.size(); ++index) {
        m_lines << makeLine(index);
        m_list->insertWidget(index, m_lines.last());
    }
    m_choose->raise(); // the last of the children, as it is on the screen
    const bool isFull = item().maxOccurs > 0 && m_files.size() >= item().maxOccurs;
    m_choose->setText(m_files.isEmpty() ? tr("Choose file…") : item().repeats ? tr("Choose another file…") : tr("Choose another file instead…"));
    m_choose->setEnabled(!m_readOnly && !(item().repeats && isFull));
}

void FileEditor::choose()
{
    m_prompter->askOpenFile(this, {item().text, {}, {}, fileFilters(item()), {}}, [this](const QString &path) { take(path); });
}

/// A file that the form does not accept is not taken, and said so.
void FileEditor::take(const QString &path)
{
    QFile file(path);
    if (file.size() > largestAttachment)
        return say(tr("This file is too large: at most %1.").arg(sizeWords(largestAttachment)));
    if (!file.open(QIODevice::ReadOnly))
        return say(tr("This file could not be read."));
    Attachment taken{QFileInfo(path).fileName(), {}, file.readAll(), {}};
    taken.contentType = QMimeDatabase().mimeTypeForFileNameAndData(path, taken.data).name();
    if (taken.data.isEmpty())
        return say(tr("This file is empty."));
    const auto fault = faultOf(item(), Answer::of(taken));
    if (fault == AnswerFault::TooLarge || fault == AnswerFault::OtherFileType)
        return say(problemWords(item(), AnswerValue(taken), {}));
    if (m_files.contains(taken))
        return say(tr("This file is here already."));
    if (!item().repeats)
        m_files.clear();
    m_files << taken;
    say({});
    showFiles();
    Q_EMIT answerChanged(answer());
}

void FileEditor::removeFile(int index)
{
    m_files.removeAt(index);
    say({});
    showFiles();
    m_choose->setFocus(Qt::OtherFocusReason);
    Q_EMIT answerChanged(answer());
}

void FileEditor::say(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

void FileEditor::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    showFiles();
}

QWidget *FileEditor::keyboardTarget()
{
    return m_choose;
}

QList<QWidget *> FileEditor::companions()
{
    return {m_problem};
}

/// Space opens the choice; Enter does while there is no file, and goes on when there is.
bool FileEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return AnswerEditor::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (isEnter && m_files.isEmpty())
        return false;
    return moveByKey(*key);
}

} // namespace dermis
